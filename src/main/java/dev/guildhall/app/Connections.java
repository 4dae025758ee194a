package dev.guildhall.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that nobody uses. The idle timeout of the HTTP server would also close one
 * whose request takes long to answer, such as the load of a million rows: no byte travels then.
 */
final class Connections {

  private final Vertx vertx;
  private final Duration idle;
  private final Duration longest;
  private final Map<HttpConnection, Long> ends = new ConcurrentHashMap<>();

  /**
   * @param idle how long a connection may wait for the whole head of a request
   * @param longest how long any request may take, if only because its client does not read
   */
  Connections(Vertx vertx, Duration idle, Duration longest) {
    this.vertx = vertx;
    this.idle = idle;
    this.longest = longest;
  }

  void opened(HttpConnection connection) {
    connection.closeHandler(_ -> forget(connection));
    // Netty drops requests that are sent more than 128 ahead of their answers. The connection would
    // stay open, and a later answer would be taken for that of a request that was dropped.
    connection.exceptionHandler(_ -> connection.close());
    endAfter(connection, idle);
  }

  /** A request has come; called before anything else is done with it. */
  void inUse(RoutingContext context) {
    var connection = context.request().connection();
    Long end = endAfter(connection, longest);
    context.addEndHandler(
        _ -> {
          // A request that was sent ahead begins before the one before it is told to have ended.
          if (Objects.equals(ends.get(connection), end)) {
            endAfter(connection, idle);
          }
        });
    context.next();
  }

  private long endAfter(HttpConnection connection, Duration time) {
    forget(connection);
    long end =
        vertx.setTimer(
            time.toMillis(),
            _ -> {
              ends.remove(connection);
              connection.close();
            });
    ends.put(connection, end);
    return end;
  }

  private void forget(HttpConnection connection) {
    Long end = ends.remove(connection);
    if (end != null) {
      vertx.cancelTimer(end);
    }
  }
}
