package dev.guildhall.load.driver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;

/**
 * HTTP with as little work as can be, on the event loop it is called from: on a machine that it
 * shares with the server, the load generator should not be what is measured.
 */
public final class Client {

  private final HttpClient http;
  private final String host;
  private final int port;

  /**
   * @param connections at most so many requests are under way
   */
  public Client(Vertx vertx, String server, int connections) {
    var address = URI.create(server);
    host = address.getHost();
    port = address.getPort();
    http =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(600),
            new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
  }

  /** What the server said. */
  public record Answer(int status, Buffer body) {

    /** The server is there and asks to come back. */
    public boolean isToComeBack() {
      return status == 503 || status == 429;
    }
  }

  /**
   * @param token of who asks; empty for nobody
   */
  public Future<Answer> post(String path, String token, Buffer body) {
    return send(HttpMethod.POST, path, token, body);
  }

  public Future<Answer> put(String path, String token, Buffer body) {
    return send(HttpMethod.PUT, path, token, body);
  }

  public Future<Answer> get(String path, String token) {
    return send(HttpMethod.GET, path, token, Buffer.buffer());
  }

  private Future<Answer> send(HttpMethod method, String path, String token, Buffer body) {
    return http.request(method, port, host, path)
        .compose(
            request -> {
              if (!token.isEmpty()) {
                request.putHeader("Authorization", "Bearer " + token);
              }
              if (body.length() > 0) {
                request.putHeader("Content-Type", "application/json");
              }
              return request.send(body);
            })
        .compose(answer -> answer.body().map(text -> new Answer(answer.statusCode(), text)));
  }
}
