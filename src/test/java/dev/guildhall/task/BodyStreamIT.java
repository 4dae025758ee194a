package dev.guildhall.task;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BodyStreamIT {

  private static final int SIZE = 4_000_000;
  private static final int WINDOW = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Vertx vertx;
  private static HttpServer server;
  private static HttpClient client;
  private static final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();

  private record Incoming(HttpServerRequest request, BodyStream body) {}

  @BeforeAll
  static void listen() {
    vertx = Vertx.vertx();
    client = vertx.createHttpClient();
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.pause();
                      incoming.add(new Incoming(request, BodyStream.of(request, vertx, PATIENCE)));
                      request.end().onSuccess(_ -> request.response().end());
                    })
                .listen(0));
  }

  @AfterAll
  static void stop() {
    await(vertx.close());
  }

  @Test
  void noMoreThanTheWindowIsInMemory() throws Exception {
    var sent = send();
    var body = taken().body();
    var some = new byte[10_000];
    int most = 0;
    int read = 0;

    for (int n = body.read(some); n >= 0; n = body.read(some)) {
      read += n;
      most = Math.max(most, body.waiting());
    }

    assertThat(read).isEqualTo(SIZE);
    assertThat(most).isBetween(1, WINDOW);
    await(sent);
  }

  @Test
  void whatComesAfterTheReaderHasLeftIsDropped() throws Exception {
    var sent = send();
    var refused = taken();
    assertThat(refused.body().read()).isZero();

    refused.body().close();
    refused.request().resume();
    await(sent);

    assertThat(refused.body().waiting()).isZero();
  }

  private static Future<HttpClientResponse> send() {
    return client
        .request(HttpMethod.POST, server.actualPort(), "localhost", "/")
        .compose(request -> request.send(Buffer.buffer(new byte[SIZE])));
  }

  private static Incoming taken() throws InterruptedException {
    return Objects.requireNonNull(incoming.poll(10, TimeUnit.SECONDS), "no request came");
  }
}
