package dev.guildhall.notification;

import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;

/** The stream of what happens. */
final class StreamRoutes implements Routes {

  private static final String EVENT_STREAM = "text/event-stream";
  // As long as an access token: who is not signed in any more does not come back.
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final StreamHub hub;

  StreamRoutes(Vertx vertx, StreamHub hub) {
    this.vertx = vertx;
    this.hub = hub;
  }

  @Override
  public void bind(Binder to) {
    to.on("openStream", this::open);
  }

  private Future<Response> open(Request request) {
    if (request.stream().method().equals(HttpMethod.HEAD)) {
      return Future.succeededFuture(Response.text(EVENT_STREAM, ""));
    }
    hub.requireRoom();
    return Future.succeededFuture(
        Response.streamed(EVENT_STREAM, response -> follow(request, response))
            // Compressed, a message would wait for the next one to fill a block.
            .with("Content-Encoding", "identity")
            .with("X-Accel-Buffering", "no"));
  }

  private Future<Void> follow(Request request, HttpServerResponse response) {
    var who = request.principal();
    UUID session = who.required("session");
    var stream =
        new LiveStream(vertx.getOrCreateContext(), response, who.attribute("worker"), session);
    long end = vertx.setTimer(LIFE.toMillis(), _ -> stream.end());
    hub.open(stream, request.header("Last-Event-ID").map(StreamRoutes::position));
    return stream.ended().onComplete(_ -> vertx.cancelTimer(end));
  }

  /** Who was somewhere that cannot be told has missed something. */
  private static EventPosition position(String id) {
    return EventPosition.parse(id).orElse(EventPosition.BEGINNING);
  }
}
