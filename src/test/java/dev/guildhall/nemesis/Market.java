package dev.guildhall.nemesis;

import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.scenario.ServerProcess;
import dev.guildhall.testing.Stores;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Nodes in processes of their own, on a PostgreSQL and a Redis that can be killed, frozen and
 * filled up.
 */
final class Market implements AutoCloseable {

  private static final int NODES = 2;

  /** Leases so short that a run sees many of them end, and connections few enough to use up. */
  private static final Map<String, String> RULES =
      Map.of(
          "WORK_LEASE_FACTOR", "1",
          "WORK_LEASE_MIN_SECONDS", "12",
          "WORK_GRACE_SECONDS", "3",
          "WORK_HELD_PER_WORKER", "10",
          "WORK_OFFER_SECONDS", "0",
          "WORK_COOLDOWN_EXPIRIES", "0",
          "POSTGRES_POOL_SIZE", "12",
          // Passwords cost little, for a clock that is wrong makes everybody sign in again.
          "ACCOUNTS_ARGON2_MEMORY_KIB", "1024",
          "ACCOUNTS_ARGON2_ITERATIONS", "1");

  private static final Map<String, String> POSTGRES =
      Map.of("max_connections", "60", "max_wal_size", "256MB");

  private final Path home;
  private final Optional<SmallDisk> disk;
  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;
  private final List<Node> nodes = new ArrayList<>();

  private Market(Path home, int diskMegabytes) throws IOException {
    this.home = home;
    this.disk = SmallDisk.mount(home.resolve("disk"), diskMegabytes);
    var options = StoreOptions.defaults().withRuntimes(Stores.runtimes());
    this.postgres = EmbeddedPostgres.start(home.resolve("disk"), options.withSettings(POSTGRES));
    this.redis = EmbeddedRedis.start(home, options);
    for (int i = 0; i < NODES; i++) {
      nodes.add(Node.start(home, "node" + i, postgres, redis, RULES));
    }
  }

  /**
   * @param diskMegabytes how much PostgreSQL has room for, where this machine lets us have a disk
   *     of our own
   */
  static Market open(Path home, int diskMegabytes) throws IOException {
    Files.createDirectories(home.resolve("disk"));
    return new Market(home, diskMegabytes);
  }

  List<Node> nodes() {
    return nodes;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  EmbeddedRedis redis() {
    return redis;
  }

  /** Absent where a disk cannot be had. */
  Optional<SmallDisk> disk() {
    return disk;
  }

  /** The folder of the data of Redis. */
  Path redisData() {
    return home.resolve("redis").resolve("data");
  }

  Path home() {
    return home;
  }

  /** A session with PostgreSQL itself, past all proxies. */
  Connection session() throws SQLException {
    return RecordReader.connect(postgres);
  }

  void sql(String statement) throws SQLException {
    try (var session = session();
        var words = session.createStatement()) {
      words.execute(statement);
    }
  }

  long number(String query) throws SQLException {
    try (var session = session();
        var words = session.createStatement();
        var rows = words.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Tells Redis itself something, past all proxies. */
  <T> T tell(Function<RedisCommands<String, String>, T> words) {
    var uri =
        RedisURI.builder()
            .withHost(redis.host())
            .withPort(redis.port())
            .withPassword(redis.password().toCharArray())
            .build();
    var client = RedisClient.create(uri);
    try (var connection = client.connect()) {
      return words.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  /** What {@code doctor --audit} exits with, and where it wrote what it found. */
  int audit(Path output) {
    var settings = ServerProcess.settings(postgres, postgres.port(), redis, redis.port());
    settings.putAll(RULES);
    settings.put("HOME", home.resolve("doctor").toString());
    return ServerProcess.run(output, settings, "doctor", "--audit");
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    redis.close();
    postgres.close();
    disk.ifPresent(SmallDisk::close);
  }
}
