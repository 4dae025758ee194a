package dev.guildhall.testing;

import static dev.guildhall.scenario.World.eventually;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.redis.RedisConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three masters that share the slots, and have no replicas: with one of them its
 * keys are gone, and the other two serve on.
 */
public final class ThreeMasters implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final int BUS = 10_000;
  private static final String PASSWORD = "all-three-know-it";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "cluster-enabled",
          "yes",
          "cluster-node-timeout",
          "1000",
          "cluster-require-full-coverage",
          "no",
          "masterauth",
          PASSWORD);

  private final List<EmbeddedRedis> masters;

  private ThreeMasters(List<EmbeddedRedis> masters) {
    this.masters = masters;
  }

  public static ThreeMasters start(Path home) {
    var cluster =
        new ThreeMasters(
            IntStream.range(0, MASTERS).mapToObj(i -> master(home.resolve("master" + i))).toList());
    cluster.meet();
    return cluster;
  }

  private static EmbeddedRedis master(Path home) {
    try {
      Files.createDirectories(home);
      Files.writeString(home.resolve("redis.password"), PASSWORD);
      return EmbeddedRedis.start(
          home,
          StoreOptions.defaults()
              .withRuntimes(Stores.runtimes())
              .withPort(freePort())
              .withSettings(SETTINGS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Masters talk to each other ten thousand ports above. */
  private static int freePort() throws IOException {
    while (true) {
      try (var clients = new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 30_000));
          var _ = new ServerSocket(clients.getLocalPort() + BUS)) {
        return clients.getLocalPort();
      } catch (BindException _) {
        // Taken; another one.
      }
    }
  }

  private void meet() {
    for (int i = 0; i < MASTERS; i++) {
      int[] slots = IntStream.range(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS).toArray();
      tell(masters.get(i), redis -> redis.clusterAddSlots(slots));
    }
    for (var other : masters.subList(1, MASTERS)) {
      tell(masters.getFirst(), redis -> redis.clusterMeet(other.host(), other.port()));
    }
    masters.forEach(ThreeMasters::awaitAll);
  }

  private static void awaitAll(EmbeddedRedis master) {
    eventually(() -> tell(master, redis -> redis.clusterInfo().contains("cluster_state:ok")));
    eventually(() -> tell(master, redis -> redis.clusterInfo().contains("cluster_size:3")));
  }

  private static <T> T tell(
      EmbeddedRedis master, Function<RedisCommands<String, String>, T> words) {
    var uri =
        RedisURI.builder()
            .withHost(master.host())
            .withPort(master.port())
            .withPassword(PASSWORD.toCharArray())
            .build();
    var client = RedisClient.create(uri);
    try (var connection = client.connect()) {
      return words.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  /** Names one of them alone, which leads to the others. */
  public RedisConfig config() {
    var first = masters.getFirst();
    return new RedisConfig("", 0, new Secret(PASSWORD), 1_000, first.host() + ':' + first.port());
  }

  /** Kills the one that holds a key as a power cut would. */
  public EmbeddedRedis killHolder(String key) {
    var holder = masters.get(SlotHash.getSlot(key) * MASTERS / SLOTS);
    holder.killHard();
    return holder;
  }

  @Override
  public void close() {
    masters.forEach(EmbeddedRedis::close);
  }
}
