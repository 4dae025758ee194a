package dev.guildhall.scenario;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Lets the wait after a failed test be over in a demo that runs elsewhere, whenever a journey posts
 * to {@link #url()}: no test waits for a day.
 */
final class Patience implements AutoCloseable {

  private static final String OVER =
      "update attempt set retry_from = now() where state = 'failed' and retry_from > now()";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer door;

  /**
   * @param home of the demo, where its store says how it is reached
   */
  Patience(Path home) throws IOException {
    var addresses = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("stores.properties"))) {
      addresses.load(in);
    }
    var store =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(Integer.parseInt(addresses.getProperty("postgres.port")))
            .setDatabase("guildhall")
            .setUser("guildhall")
            .setPassword(Files.readString(home.resolve("postgres.password")).strip());
    this.door = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    door.createContext(
        "/",
        exchange -> {
          try (exchange) {
            PgConnection.connect(vertx, store)
                .compose(one -> one.query(OVER).execute().eventually(one::close))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(204, -1);
          } catch (Exception e) {
            exchange.sendResponseHeaders(500, -1);
          }
        });
    door.start();
  }

  String url() {
    return "http://127.0.0.1:" + door.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    door.stop(0);
    vertx.close();
  }
}
