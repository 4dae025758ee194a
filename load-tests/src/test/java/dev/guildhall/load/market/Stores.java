package dev.guildhall.load.market;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The stores of the server under test, as its folder says where they listen. */
public final class Stores implements AutoCloseable {

  private static final int PATIENCE_MINUTES = 20;

  private final Vertx vertx;
  private final Pool postgres;
  private final RedisClient redis;

  /**
   * @param home the folder of the server under test
   */
  public Stores(Vertx vertx, Path home, int connections) throws IOException {
    this.vertx = vertx;
    var stores = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("stores.properties"))) {
      stores.load(reader);
    }
    postgres =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(connections))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(Integer.parseInt(stores.getProperty("postgres.port")))
                    .setDatabase(System.getProperty("database", "guildhall"))
                    .setUser("guildhall")
                    .setPassword(Files.readString(home.resolve("postgres.password")).strip())
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
    redis =
        RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(Integer.parseInt(stores.getProperty("redis.port")))
                .withPassword(
                    Files.readString(home.resolve("redis.password")).strip().toCharArray())
                .build());
  }

  public Pool postgres() {
    return postgres;
  }

  public RedisClient redis() {
    return redis;
  }

  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    redis.shutdown();
    await(postgres.close());
    await(vertx.close());
  }
}
