package dev.guildhall.app;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsIT {

  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private Vertx vertx;
  private HttpClient client;
  private NetClient sockets;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    client = vertx.createHttpClient();
    sockets = vertx.createNetClient();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aRequestMayTakeLongerThanAConnectionMayBeIdle() {
    var server = serve(FOR_EVER, 3 * IDLE.toMillis());

    var response =
        await(
            client
                .request(HttpMethod.POST, server.actualPort(), "localhost", "/")
                .compose(request -> request.send("rows"))
                .map(HttpClientResponse::statusCode));

    assertThat(response).isEqualTo(200);
  }

  @Test
  void aConnectionWithoutAWholeRequestIsClosedHoweverItDrips() {
    var server = serve(FOR_EVER, 1);
    var closed = Promise.<Void>promise();
    var socket = await(sockets.connect(server.actualPort(), "localhost"));
    socket.closeHandler(_ -> closed.complete());
    socket.write("GET / HTTP/1.1\r\n");
    vertx.setPeriodic(20, _ -> socket.write("X-Drip: 1\r\n"));

    await(closed.future());
  }

  @Test
  void aConnectionIsClosedAWhileAfterItsLastRequest() {
    var server = serve(FOR_EVER, 1);
    var closed = Promise.<Void>promise();

    await(
        client
            .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
            .onSuccess(request -> request.connection().closeHandler(_ -> closed.complete()))
            .compose(request -> request.send())
            .compose(HttpClientResponse::end));

    await(closed.future());
  }

  @Test
  void aRequestThatWasSentAheadMayTakeAsLong() {
    var server = serve(FOR_EVER, 3 * IDLE.toMillis());
    var answers = Buffer.buffer();
    var both = Promise.<Void>promise();
    var socket = await(sockets.connect(server.actualPort(), "localhost"));
    socket.closeHandler(_ -> both.tryFail("closed"));
    socket.handler(
        bytes -> {
          if (answers.appendBuffer(bytes).toString().split("done", -1).length == 3) {
            both.tryComplete();
          }
        });

    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2));

    await(both.future());
  }

  @Test
  void moreRequestsThanMayBeSentAheadEndTheConnection() {
    var server = serve(FOR_EVER, FOR_EVER, 1);
    var closed = Promise.<Void>promise();
    var socket = await(sockets.connect(server.actualPort(), "localhost"));
    socket.closeHandler(_ -> closed.complete());

    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200));

    await(closed.future());
  }

  @Test
  void aRequestThatTakesTooLongIsCut() {
    var server = serve(IDLE, TimeUnit.HOURS.toMillis(1));

    var failure =
        await(
            client
                .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(request -> request.send())
                .map("answered")
                .otherwise("cut"));

    assertThat(failure).isEqualTo("cut");
  }

  /** A server that answers after some time. */
  private HttpServer serve(Duration longest, long answerMs) {
    return serve(IDLE, longest, answerMs);
  }

  private HttpServer serve(Duration idle, Duration longest, long answerMs) {
    var connections = new Connections(vertx, idle, longest);
    var router = Router.router(vertx);
    router.route().handler(connections::inUse);
    router
        .route()
        .handler(context -> vertx.setTimer(answerMs, _ -> context.response().end("done")));
    return await(
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setCompressionSupported(true))
            .connectionHandler(connections::opened)
            .requestHandler(router)
            .listen(0));
  }
}
