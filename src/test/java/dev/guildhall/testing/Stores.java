package dev.guildhall.testing;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.redis.RedisConfig;
import dev.guildhall.platform.sql.Migrations;
import dev.guildhall.platform.sql.PostgresConfig;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL and Redis that all tests of a run share. A test class gets a database of its own,
 * copied from one that was migrated once, so classes never see each other's rows.
 */
public final class Stores {

  private static final Path HOME =
      Path.of("target", "test-stores", Long.toString(ProcessHandle.current().pid()));
  private static final Path RUNTIMES = Path.of("target", "test-stores", "runtime");
  private static final String TEMPLATE = "guildhall_template";
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final Stores INSTANCE = new Stores();

  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;

  private Stores() {
    // Sessions start in a zone with an odd offset, where a forgotten zone shows.
    var options =
        StoreOptions.defaults().withRuntimes(RUNTIMES).withTimezone(ZoneId.of("Asia/Kathmandu"));
    this.postgres = EmbeddedPostgres.start(HOME, options);
    this.redis = EmbeddedRedis.start(HOME, options);
    statement("create database " + TEMPLATE);
    Migrations.apply(postgres(TEMPLATE));
  }

  /** A fresh, migrated database. */
  public static PostgresConfig freshDatabase() {
    String name = "guildhall_test_" + COUNTER.incrementAndGet();
    INSTANCE.statement("create database " + name + " template " + TEMPLATE);
    return INSTANCE.postgres(name);
  }

  /** A database without a single table. */
  public static PostgresConfig emptyDatabase() {
    String name = "guildhall_test_" + COUNTER.incrementAndGet();
    INSTANCE.statement("create database " + name);
    return INSTANCE.postgres(name);
  }

  /** A copy of a database that nobody is connected to. */
  public static PostgresConfig copyOf(PostgresConfig database) {
    String name = "guildhall_test_" + COUNTER.incrementAndGet();
    INSTANCE.statement("create database " + name + " template " + database.database());
    return INSTANCE.postgres(name);
  }

  /**
   * The shared Redis: keys carry ids, so classes do not meet in it. Tests that flush or kill start
   * their own.
   */
  public static RedisConfig redis() {
    return new RedisConfig(
        INSTANCE.redis.host(), INSTANCE.redis.port(), new Secret(INSTANCE.redis.password()), 2_000);
  }

  /** Unpacked programs, for tests that start stores of their own. */
  public static Path runtimes() {
    return RUNTIMES;
  }

  private PostgresConfig postgres(String database) {
    return new PostgresConfig(
        postgres.host(),
        postgres.port(),
        database,
        postgres.user(),
        new Secret(postgres.password()),
        8);
  }

  private void statement(String sql) {
    var vertx = Vertx.vertx();
    try {
      var connection =
          PgConnection.connect(
                  vertx,
                  new PgConnectOptions()
                      .setHost(postgres.host())
                      .setPort(postgres.port())
                      .setDatabase(postgres.database())
                      .setUser(postgres.user())
                      .setPassword(postgres.password()))
              .await(10, TimeUnit.SECONDS);
      connection.query(sql).execute().await(30, TimeUnit.SECONDS);
      connection.close().await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("the test database does not answer", e);
    } finally {
      vertx.close();
    }
  }
}
