package dev.guildhall.nemesis;

import dev.guildhall.nemesis.Fault.Place;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** What happens to Redis and to what is in it. */
final class RedisFaults {

  private static final AutoCloseable NOTHING_TO_MEND = () -> {};

  private RedisFaults() {}

  static List<Fault> all() {
    return List.of(
        told("Redis flushed", RedisCommands::flushall),
        Fault.of(
            "Redis' scripts flushed every 200 ms",
            Place.REDIS,
            4,
            (market, _) ->
                Fault.storm(Duration.ofMillis(200), () -> market.tell(RedisCommands::scriptFlush))),
        Fault.of(
            "Redis' clients killed every 200 ms",
            Place.REDIS,
            4,
            (market, _) ->
                Fault.storm(
                    Duration.ofMillis(200),
                    () ->
                        market.tell(
                            redis -> redis.clientKill(KillArgs.Builder.typeNormal().skipme())))),
        Fault.of(
            "Redis killed",
            Place.REDIS,
            6,
            (market, _) -> {
              market.redis().killHard();
              return market.redis()::restart;
            }),
        Fault.of(
            "Redis stopped and let go on",
            Place.REDIS,
            8,
            (market, _) -> {
              Signal.send(market.redis().pid(), "STOP");
              return () -> Signal.send(market.redis().pid(), "CONT");
            }),
        Fault.of("Redis from an old copy", Place.REDIS, 6, RedisFaults::oldCopy),
        Fault.of(
            "Redis full",
            Place.REDIS,
            5,
            (market, _) -> {
              market.tell(redis -> redis.configSet("maxmemory", "1"));
              return () -> market.tell(redis -> redis.configSet("maxmemory", "0"));
            }),
        planted("foreign epochs in Redis", RedisFaults::foreignEpoch),
        planted("foreign tasks in Redis", RedisFaults::foreignTasks),
        planted("foreign offers in Redis", RedisFaults::foreignOffers),
        planted("keys of a wrong kind in Redis", RedisFaults::wrongKind));
  }

  private static Fault told(
      String name, java.util.function.Function<RedisCommands<String, String>, ?> words) {
    return Fault.of(
        name,
        Place.REDIS,
        2,
        (market, _) -> {
          market.tell(words);
          return NOTHING_TO_MEND;
        });
  }

  /** What it has forgotten in the meantime is there again, and what happened is not. */
  private static AutoCloseable oldCopy(Market market, Random lots) throws IOException {
    var data = market.redisData();
    var copy = market.home().resolve("redis-copy");
    market.tell(RedisCommands::bgrewriteaof);
    pause(Duration.ofSeconds(1));
    replace(copy, data);
    pause(Duration.ofSeconds(2 + lots.nextInt(4)));
    market.redis().killHard();
    replace(data, copy);
    return market.redis()::restart;
  }

  private static void replace(Path target, Path source) throws IOException {
    if (Files.exists(target)) {
      try (var old = Files.walk(target)) {
        for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (var files = Files.walk(source)) {
      for (var path : files.toList()) {
        Files.copy(
            path,
            target.resolve(source.relativize(path).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private interface Planting {
    void plant(RedisCommands<String, String> redis, String pool, Random lots);
  }

  private static Fault planted(String name, Planting planting) {
    return Fault.of(
        name,
        Place.REDIS,
        3,
        (market, lots) -> {
          market.tell(
              redis -> {
                pools(redis).forEach(pool -> planting.plant(redis, pool, lots));
                return pools(redis).size();
              });
          return NOTHING_TO_MEND;
        });
  }

  private static List<String> pools(RedisCommands<String, String> redis) {
    return redis.keys("{pool:*}:epoch").stream()
        .map(key -> key.substring(0, key.length() - "epoch".length()))
        .toList();
  }

  private static void foreignEpoch(RedisCommands<String, String> redis, String pool, Random lots) {
    redis.set(pool + "epoch", Integer.toString(lots.nextInt(1_000_000)));
  }

  /** Tasks that are not, tasks of another pool, and too many slots. */
  private static void foreignTasks(RedisCommands<String, String> redis, String pool, Random lots) {
    for (String other : pools(redis)) {
      for (String task : redis.zrange(other + "waiting", 0, 20)) {
        redis.zadd(pool + "waiting", lots.nextInt(1_000), task);
        redis.hset(pool + "more", task, Integer.toString(1 + lots.nextInt(9)));
      }
    }
    for (int i = 0; i < 20; i++) {
      redis.zadd(pool + "waiting", lots.nextInt(1_000), UUID.randomUUID().toString());
    }
  }

  private static void foreignOffers(RedisCommands<String, String> redis, String pool, Random lots) {
    for (int i = 0; i < 20; i++) {
      String claim = UUID.randomUUID().toString();
      redis.zadd(pool + "offered", System.currentTimeMillis() + lots.nextInt(5_000), claim);
      redis.hset(pool + "offers", claim, UUID.randomUUID() + " " + lots.nextInt(1_000));
    }
  }

  private static void wrongKind(RedisCommands<String, String> redis, String pool, Random lots) {
    for (String name : List.of("waiting", "more", "offered", "offers", "cursors")) {
      if (lots.nextBoolean()) {
        redis.set(pool + name, "not of this kind");
      }
    }
  }

  private static void pause(Duration time) {
    try {
      LockSupport.parkNanos(time.toNanos());
    } catch (RedisException e) {
      throw new IllegalStateException(e);
    }
  }
}
