package dev.guildhall.platform.redis;

import dev.guildhall.platform.error.Refusal;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis, or one to each master of a cluster, shared by the node. Lettuce's
 * automatic batching makes one faster than many. The keys of one call share a hash tag, so that one
 * master holds them.
 *
 * <p>By default Lettuce sends a command again after a reconnect, which would run a script twice,
 * and buffers without end while the server is away. Here nothing is ever replayed, nothing waits
 * for a reconnect, the queue is bounded and each command has a short deadline. A failure therefore
 * means <em>unknown</em>, never <em>did not happen</em>; PostgreSQL decides what is true.
 *
 * <p>After a few failures in a row calls to that server fail at once for {@value Breaker#PAUSE_MS}
 * ms, so that a frozen Redis costs a request nothing. A link on which nothing is heard for a while
 * is replaced: whoever stands between may have lost it without a word, and as long as somebody
 * takes its packets the kernel does not notice.
 */
public final class Redis {

  private static final Logger log = LoggerFactory.getLogger(Redis.class);
  private static final long RECONNECT_MS = 1_000;
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Connector connector;
  private final AtomicReference<@Nullable Link> link = new AtomicReference<>();
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
  private volatile long heard;
  private volatile boolean closed;

  private Redis(Vertx vertx, Connector connector) {
    this.vertx = vertx;
    this.connector = connector;
  }

  /** Starts connecting; until that has worked every call fails, and the callers do without. */
  public static Redis connect(Vertx vertx, RedisConfig config) {
    var redis = new Redis(vertx, Connector.of(config));
    redis.open();
    return redis;
  }

  private void open() {
    connector
        .open()
        .whenComplete(
            (opened, failure) -> {
              if (opened != null) {
                heard = System.nanoTime();
                link.set(opened);
              } else if (!closed) {
                log.warn("Redis cannot be reached, going on without: {}", failure.getMessage());
                vertx.setTimer(RECONNECT_MS, _ -> open());
              }
            });
  }

  /** Runs a script; its answer comes back as Lettuce's nested lists, strings and longs. */
  @SuppressWarnings("unchecked") // the caller names the shape that the script's header promises
  public <T> Future<T> run(Script script, List<String> keys, List<String> arguments) {
    String[] keyArray = keys.toArray(String[]::new);
    String[] argumentArray = arguments.toArray(String[]::new);
    return call(
            keys.getFirst(),
            c -> c.<Object>evalsha(script.sha1(), ScriptOutputType.MULTI, keyArray, argumentArray))
        .recover(
            failure ->
                failure instanceof RedisNoScriptException
                    ? call(
                        keys.getFirst(),
                        c ->
                            c.<Object>eval(
                                script.text(), ScriptOutputType.MULTI, keyArray, argumentArray))
                    : Future.failedFuture(failure))
        .map(answer -> (T) answer);
  }

  /** How many members a sorted set has. */
  public Future<Long> count(String sortedSet) {
    return call(sortedSet, c -> c.zcard(sortedSet));
  }

  /** A string; empty when there is none. */
  public Future<Optional<String>> text(String key) {
    return call(key, c -> c.get(key)).map(Optional::ofNullable);
  }

  /** Adds members to a set and lets the whole set live that long from now on. */
  public Future<Void> add(String set, List<String> members, Duration life) {
    return call(set, c -> c.sadd(set, members.toArray(String[]::new)))
        .compose(_ -> call(set, c -> c.pexpire(set, life.toMillis())))
        .mapEmpty();
  }

  /**
   * Deletes keys, whose memory is freed in the background; those that do not exist are left out.
   */
  public Future<Void> delete(List<String> keys) {
    return keys.isEmpty()
        ? Future.succeededFuture()
        : call(keys.getFirst(), c -> c.unlink(keys.toArray(String[]::new))).mapEmpty();
  }

  /** Whether a failure says that a key holds something of another kind than it should. */
  public static boolean isOfWrongKind(Throwable failure) {
    return failure instanceof RedisCommandExecutionException
        && String.valueOf(failure.getMessage()).contains("WRONGTYPE");
  }

  private <T> Future<T> call(
      String key, Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    var current = link.get();
    if (current == null) {
      return Future.failedFuture(new Refusal.Unavailable("redis"));
    }
    var breaker = breakers.computeIfAbsent(current.serverOf(key), _ -> new Breaker(vertx));
    return breaker.isOpen()
        ? Future.failedFuture(new Refusal.Unavailable("redis"))
        : watched(current, breaker, command.apply(current.commands()));
  }

  private <T> Future<T> watched(Link over, Breaker breaker, CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext())
        .onSuccess(
            _ -> {
              heard = System.nanoTime();
              breaker.answered();
            })
        .onFailure(failure -> countFailure(over, breaker, failure));
  }

  private void countFailure(Link over, Breaker breaker, Throwable failure) {
    if (failure instanceof RedisNoScriptException) {
      return;
    }
    if (failure instanceof RedisCommandExecutionException) {
      heard = System.nanoTime();
    }
    if (breaker.failed()) {
      log.warn(
          "Redis fails, going on without for {} ms: {}", Breaker.PAUSE_MS, failure.getMessage());
      if (System.nanoTime() - heard > SILENCE.toNanos()) {
        replace(over);
      }
    }
  }

  private void replace(Link silent) {
    if (!closed && link.compareAndSet(silent, null)) {
      log.warn("Redis says nothing, connecting anew");
      silent.close();
      open();
    }
  }

  /** Whether Redis answers now; of a cluster, whether all of it does. */
  public Future<Boolean> ping() {
    var current = link.get();
    if (current == null) {
      return Future.succeededFuture(false);
    }
    var breaker = breakers.computeIfAbsent("all", _ -> new Breaker(vertx));
    return breaker.isOpen()
        ? Future.succeededFuture(false)
        : watched(current, breaker, current.isWhole()).otherwise(false);
  }

  public Future<Void> close() {
    closed = true;
    return Future.fromCompletionStage(connector.close());
  }
}
