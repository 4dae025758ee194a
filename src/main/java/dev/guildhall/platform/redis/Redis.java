package dev.guildhall.platform.redis;

import dev.guildhall.platform.error.Refusal;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis, shared by the node. Lettuce's automatic batching makes one faster than
 * many.
 *
 * <p>By default Lettuce sends a command again after a reconnect, which would run a script twice,
 * and buffers without end while the server is away. Here nothing is ever replayed, nothing waits
 * for a reconnect, the queue is bounded and each command has a short deadline. A failure therefore
 * means <em>unknown</em>, never <em>did not happen</em>; PostgreSQL decides what is true.
 *
 * <p>After {@value #FAILURES_TO_OPEN} failures in a row calls fail at once for {@value #OPEN_MS}
 * ms, so that a frozen Redis costs a request nothing.
 */
public final class Redis {

  private static final Logger log = LoggerFactory.getLogger(Redis.class);
  // In a process that has just started, greeting the server takes longer than a command may.
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final int MAX_QUEUED = 2_000;
  private static final int FAILURES_TO_OPEN = 5;
  private static final long OPEN_MS = 1_000;
  private static final long RECONNECT_MS = 1_000;

  private final Vertx vertx;
  private final RedisClient client;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile boolean open;
  private volatile boolean closed;

  private Redis(Vertx vertx, RedisClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** Starts connecting; until that has worked every call fails, and the callers do without. */
  public static Redis connect(Vertx vertx, RedisConfig config) {
    var timeout = Duration.ofMillis(config.timeoutMs());
    var uri =
        RedisURI.builder()
            .withHost(config.host())
            .withPort(config.port())
            .withPassword(config.password().reveal().toCharArray())
            .withTimeout(CONNECTING)
            .build();
    var client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(_ -> true)
            .requestQueueSize(MAX_QUEUED)
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(CONNECTING)
                    .tcpUserTimeout(
                        TcpUserTimeoutOptions.builder()
                            .enable()
                            .tcpUserTimeout(Duration.ofSeconds(5))
                            .build())
                    .build())
            .build());
    var redis = new Redis(vertx, client);
    redis.open(uri);
    return redis;
  }

  private void open(RedisURI uri) {
    client
        .connectAsync(io.lettuce.core.codec.StringCodec.UTF8, uri)
        .whenComplete(
            (opened, failure) -> {
              if (opened != null) {
                connection = opened;
              } else if (!closed) {
                log.warn("Redis cannot be reached, going on without: {}", failure.getMessage());
                vertx.setTimer(RECONNECT_MS, _ -> open(uri));
              }
            });
  }

  /** Runs a script; its answer comes back as Lettuce's nested lists, strings and longs. */
  @SuppressWarnings("unchecked") // the caller names the shape that the script's header promises
  public <T> Future<T> run(Script script, List<String> keys, List<String> arguments) {
    String[] keyArray = keys.toArray(String[]::new);
    String[] argumentArray = arguments.toArray(String[]::new);
    return call(c ->
            c.async()
                .<Object>evalsha(script.sha1(), ScriptOutputType.MULTI, keyArray, argumentArray))
        .recover(
            failure ->
                failure instanceof RedisNoScriptException
                    ? call(
                        c ->
                            c.async()
                                .<Object>eval(
                                    script.text(), ScriptOutputType.MULTI, keyArray, argumentArray))
                    : Future.failedFuture(failure))
        .map(answer -> (T) answer);
  }

  /** How many members a sorted set has. */
  public Future<Long> count(String sortedSet) {
    return call(c -> c.async().zcard(sortedSet));
  }

  /** A string; empty when there is none. */
  public Future<Optional<String>> text(String key) {
    return call(c -> c.async().get(key)).map(Optional::ofNullable);
  }

  /** Adds members to a set and lets the whole set live that long from now on. */
  public Future<Void> add(String set, List<String> members, Duration life) {
    return call(c -> c.async().sadd(set, members.toArray(String[]::new)))
        .compose(_ -> call(c -> c.async().pexpire(set, life.toMillis())))
        .mapEmpty();
  }

  /**
   * Deletes keys, whose memory is freed in the background; those that do not exist are left out.
   */
  public Future<Void> delete(List<String> keys) {
    return keys.isEmpty()
        ? Future.succeededFuture()
        : call(c -> c.async().unlink(keys.toArray(String[]::new))).mapEmpty();
  }

  private <T> Future<T> call(
      Function<StatefulRedisConnection<String, String>, CompletionStage<T>> command) {
    var current = connection;
    if (current == null || open) {
      return Future.failedFuture(new Refusal.Unavailable("redis"));
    }
    return Future.fromCompletionStage(command.apply(current), vertx.getOrCreateContext())
        .onSuccess(_ -> failuresInARow.set(0))
        .onFailure(this::countFailure);
  }

  private void countFailure(Throwable failure) {
    if (failure instanceof RedisNoScriptException) {
      return;
    }
    if (failuresInARow.incrementAndGet() >= FAILURES_TO_OPEN && !open) {
      open = true;
      log.warn("Redis fails, going on without for {} ms: {}", OPEN_MS, failure.getMessage());
      vertx.setTimer(
          OPEN_MS,
          _ -> {
            failuresInARow.set(FAILURES_TO_OPEN - 1);
            open = false;
          });
    }
  }

  /** Whether Redis answers now. */
  public Future<Boolean> ping() {
    return call(c -> c.async().ping()).map(_ -> true).otherwise(false);
  }

  public Future<Void> close() {
    closed = true;
    return Future.fromCompletionStage(
        client.shutdownAsync(0, 2, java.util.concurrent.TimeUnit.SECONDS));
  }
}
