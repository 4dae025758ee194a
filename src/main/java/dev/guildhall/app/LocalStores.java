package dev.guildhall.app;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.EmbeddedStoreException;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.redis.RedisConfig;
import dev.guildhall.platform.sql.PostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The stores a node works on: those that are configured, and for an empty host its own, started as
 * children. Where they listen is written to {@code stores.properties} in the home, so that {@code
 * doctor} finds the stores of a server that runs.
 */
final class LocalStores implements AutoCloseable {

  private static final String ADDRESSES = "stores.properties";

  private final Configuration configuration;
  private final @Nullable EmbeddedPostgres postgres;
  private final @Nullable EmbeddedRedis redis;

  private LocalStores(
      Configuration configuration,
      @Nullable EmbeddedPostgres postgres,
      @Nullable EmbeddedRedis redis) {
    this.configuration = configuration;
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * Starts what is not configured; it stops when {@link #close} is called, not before.
   *
   * @throws EmbeddedStoreException in words for the operator
   */
  static LocalStores start(Configuration configuration) {
    var options = StoreOptions.defaults().stoppedByCaller();
    var postgres =
        configuration.ownsPostgres() ? EmbeddedPostgres.start(configuration.home(), options) : null;
    try {
      var redis =
          configuration.ownsRedis() ? EmbeddedRedis.start(configuration.home(), options) : null;
      var stores = new LocalStores(configuration, postgres, redis);
      stores.writeAddresses();
      return stores;
    } catch (RuntimeException e) {
      if (postgres != null) {
        postgres.close();
      }
      throw e;
    }
  }

  /**
   * The stores of the server that runs on the same home, left as they are; started here when no
   * server runs.
   */
  static LocalStores startOrJoin(Configuration configuration) {
    try {
      return start(configuration);
    } catch (EmbeddedStoreException e) {
      var joined = joined(configuration);
      if (joined == null) {
        throw e;
      }
      return new LocalStores(joined, null, null);
    }
  }

  PostgresConfig postgres() {
    var configured = configuration.postgres();
    if (postgres == null) {
      return configured;
    }
    return new PostgresConfig(
        postgres.host(),
        postgres.port(),
        postgres.database(),
        postgres.user(),
        new Secret(postgres.password()),
        configured.poolSize());
  }

  RedisConfig redis() {
    var configured = configuration.redis();
    if (redis == null) {
      return configured;
    }
    return new RedisConfig(
        redis.host(), redis.port(), new Secret(redis.password()), configured.timeoutMs());
  }

  /** Whether nodes may work on them; none does on a PostgreSQL that was started here. */
  boolean runsNodes() {
    return postgres == null;
  }

  /** The record goes last: what Redis knows can be rebuilt from it. */
  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private void writeAddresses() {
    var addresses = new Properties();
    if (postgres != null) {
      addresses.setProperty("postgres.port", Integer.toString(postgres.port()));
    }
    if (redis != null) {
      addresses.setProperty("redis.port", Integer.toString(redis.port()));
    }
    try {
      Files.createDirectories(configuration.home());
      try (var out = Files.newBufferedWriter(configuration.home().resolve(ADDRESSES))) {
        addresses.store(out, "Where the embedded stores listen, on 127.0.0.1");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + configuration.home(), e);
    }
  }

  private static @Nullable Configuration joined(Configuration configuration) {
    Path home = configuration.home();
    var addresses = new Properties();
    try (var in = Files.newBufferedReader(home.resolve(ADDRESSES))) {
      addresses.load(in);
      var pg = configuration.postgres();
      var redis = configuration.redis();
      return configuration.withStores(
          configuration.ownsPostgres()
              ? new PostgresConfig(
                  "127.0.0.1",
                  Integer.parseInt(addresses.getProperty("postgres.port", "0")),
                  "guildhall",
                  "guildhall",
                  password(home, "postgres"),
                  pg.poolSize())
              : pg,
          configuration.ownsRedis()
              ? new RedisConfig(
                  "127.0.0.1",
                  Integer.parseInt(addresses.getProperty("redis.port", "0")),
                  password(home, "redis"),
                  redis.timeoutMs())
              : redis);
    } catch (IOException _) {
      return null;
    }
  }

  private static Secret password(Path home, String store) throws IOException {
    return new Secret(Files.readString(home.resolve(store + ".password")).strip());
  }
}
