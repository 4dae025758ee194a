package dev.guildhall.platform.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Opens links, to one server or to a cluster, so that no command waits for long or runs twice. */
final class Connector {

  // In a process that has just started, greeting the server takes longer than a command may.
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(10);
  private static final int MAX_QUEUED = 2_000;

  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Supplier<CompletionStage<Link>> opening;

  private Connector(
      ClientResources resources,
      AbstractRedisClient client,
      Supplier<CompletionStage<Link>> opening) {
    this.resources = resources;
    this.client = client;
    this.opening = opening;
  }

  static Connector of(RedisConfig config) {
    var resources = ClientResources.builder().reconnectDelay(Delay.constant(AGAIN)).build();
    return config.clusterNodes().isEmpty()
        ? toServer(resources, config)
        : toCluster(resources, config);
  }

  private static Connector toServer(ClientResources resources, RedisConfig config) {
    var uri = uri(config, config.host(), config.port());
    var client = RedisClient.create(resources, uri);
    client.setOptions(bounded(ClientOptions.builder(), config).build());
    return new Connector(
        resources,
        client,
        () -> client.connectAsync(StringCodec.UTF8, uri).thenApply(Link.Single::new));
  }

  /** The masters are looked up again now and then, and as soon as one seems to have moved. */
  private static Connector toCluster(ClientResources resources, RedisConfig config) {
    var client =
        RedisClusterClient.create(
            resources, config.clusterNodes().stream().map(node -> uri(config, node)).toList());
    var options = ClusterClientOptions.builder();
    bounded(options, config);
    client.setOptions(
        options
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                    .enablePeriodicRefresh(LOOK_AROUND)
                    .build())
            .build());
    return new Connector(
        resources,
        client,
        () ->
            client
                .refreshPartitionsAsync()
                .thenCompose(_ -> client.connectAsync(StringCodec.UTF8))
                .thenCompose(Connector::greetAll)
                .thenApply(Link.Cluster::new));
  }

  /**
   * Connects to every master, for otherwise the first command to each would wait for that longer
   * than a command may. One that cannot be reached is left for later.
   */
  private static CompletionStage<StatefulRedisClusterConnection<String, String>> greetAll(
      StatefulRedisClusterConnection<String, String> cluster) {
    var greetings =
        cluster.getPartitions().stream()
            .filter(node -> node.is(NodeFlag.UPSTREAM))
            .map(RedisClusterNode::getUri)
            // Commands go by address, not by the name of a node.
            .map(uri -> cluster.getConnectionAsync(uri.getHost(), uri.getPort()))
            .map(greeting -> greeting.exceptionally(_ -> null))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(greetings).thenApply(_ -> cluster);
  }

  private static RedisURI uri(RedisConfig config, String node) {
    int colon = node.lastIndexOf(':');
    return uri(config, node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)));
  }

  private static RedisURI uri(RedisConfig config, String host, int port) {
    return RedisURI.builder()
        .withHost(host)
        .withPort(port)
        .withPassword(config.password().reveal().toCharArray())
        .withTimeout(CONNECTING)
        .build();
  }

  private static <B extends ClientOptions.Builder> B bounded(B options, RedisConfig config) {
    options
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(_ -> true)
        .requestQueueSize(MAX_QUEUED)
        .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(config.timeoutMs())))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(CONNECTING)
                .tcpUserTimeout(
                    TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(UNACKNOWLEDGED).build())
                .build());
    return options;
  }

  CompletionStage<Link> open() {
    return opening.get();
  }

  CompletionStage<Void> close() {
    return client
        .shutdownAsync(0, 2, TimeUnit.SECONDS)
        .whenComplete((_, _) -> resources.shutdown(0, 2, TimeUnit.SECONDS));
  }
}
