package dev.guildhall.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that nobody uses. The idle timeout of the HTTP server would also close one
 * whose request takes long to answer, such as the load of a million rows: no byte travels then.
 *
 * <p>All are looked at together now and then: a timer for each request would cost more than the
 * rest of what is done here.
 */
final class Connections {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_PER_IDLE = 4;

  private final Duration idle;
  private final Duration longest;
  private final Map<HttpConnection, Use> uses = new ConcurrentHashMap<>();

  /** How a connection is used. Only its own event loop writes. */
  private static final class Use {
    private int underWay;
    private volatile long endsAt;

    private Use(Duration within) {
      endWithin(within);
    }

    private void endWithin(Duration time) {
      endsAt = System.nanoTime() + time.toNanos();
    }

    private boolean isOver(long now) {
      return now - endsAt > 0;
    }
  }

  /**
   * @param idle how long a connection may wait for the whole head of a request
   * @param longest how long any request may take, if only because its client does not read
   */
  Connections(Vertx vertx, Duration idle, Duration longest) {
    this.idle = idle;
    this.longest = longest;
    vertx.setPeriodic(
        Math.min(LOOK.toMillis(), idle.toMillis() / LOOKS_PER_IDLE), _ -> closeUnused());
  }

  void opened(HttpConnection connection) {
    connection.closeHandler(_ -> uses.remove(connection));
    // Netty drops requests that are sent more than 128 ahead of their answers. The connection would
    // stay open, and a later answer would be taken for that of a request that was dropped.
    connection.exceptionHandler(_ -> connection.close());
    uses.put(connection, new Use(idle));
  }

  /** A request has come; called before anything else is done with it. */
  void inUse(RoutingContext context) {
    var use = uses.get(context.request().connection());
    if (use != null) {
      use.underWay++;
      use.endWithin(longest);
      // A request that was sent ahead begins before the one before it is told to have ended.
      context.addEndHandler(
          _ -> {
            if (--use.underWay == 0) {
              use.endWithin(idle);
            }
          });
    }
    context.next();
  }

  private void closeUnused() {
    long now = System.nanoTime();
    uses.forEach(
        (connection, use) -> {
          if (use.isOver(now)) {
            connection.close();
          }
        });
  }
}
