package dev.guildhall.notification;

import dev.guildhall.platform.event.EventPosition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One open stream. Everything is written on its own event loop, in the order of the log.
 *
 * <p>A reader that is slower than what happens is not waited for: once more is waiting than the
 * buffer holds, the connection is closed, and the client comes back to where it was.
 */
final class LiveStream {

  private static final int BUFFER_BYTES = 32_768;
  private static final Buffer OPENING = Buffer.buffer("retry: 2000\n\n");
  // Those who watch for work hear of it spread over this time, in no order that can be won.
  private static final Duration FEED_WINDOW = Duration.ofMillis(500);

  private final Context context;
  private final HttpServerResponse response;
  private final Optional<UUID> worker;
  private final UUID session;
  private final Promise<Void> ended = Promise.promise();
  private volatile EventPosition seen = EventPosition.BEGINNING;
  private boolean feedIsDue;

  /**
   * @param worker whose news are told; empty for people who do no work
   * @param session the stream ends with it
   */
  LiveStream(Context context, HttpServerResponse response, Optional<UUID> worker, UUID session) {
    this.context = context;
    this.response = response;
    this.worker = worker;
    this.session = session;
    response
        .setChunked(true)
        .setWriteQueueMaxSize(BUFFER_BYTES)
        .exceptionHandler(_ -> ended.tryComplete())
        .closeHandler(_ -> ended.tryComplete());
    response.write(OPENING);
  }

  Optional<UUID> worker() {
    return worker;
  }

  UUID session() {
    return session;
  }

  /** Its reader comes from there, which may be a node that was ahead of this one. */
  void goesOnFrom(EventPosition position) {
    seen = position;
  }

  /** Whether its reader had seen the transaction when they came. */
  boolean hadSeen(long transaction) {
    return seen.saw(transaction);
  }

  /** Completes when the stream is over, whoever ended it. */
  Future<Void> ended() {
    return ended.future();
  }

  void send(Message message) {
    context.runOnContext(_ -> write(message));
  }

  private void write(Message message) {
    if (ended.future().isComplete()) {
      return;
    }
    if (response.writeQueueFull()) {
      response.reset();
      ended.tryComplete();
      return;
    }
    response.write(message.encode());
  }

  /** Tells of a changed feed within {@link #FEED_WINDOW}, once for all that changes until then. */
  void sendFeed(EventPosition position, Duration spread) {
    context.runOnContext(
        _ -> {
          if (!feedIsDue) {
            feedIsDue = true;
            context
                .owner()
                .setTimer(
                    ThreadLocalRandom.current().nextLong(1, FEED_WINDOW.toMillis()),
                    _ -> {
                      feedIsDue = false;
                      write(Message.feed(position, spread));
                    });
          }
        });
  }

  void end() {
    context.runOnContext(
        _ -> {
          if (ended.tryComplete()) {
            response.end();
          }
        });
  }
}
