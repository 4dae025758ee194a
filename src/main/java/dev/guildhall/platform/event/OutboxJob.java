package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox owes. Several nodes may run it at once: each takes rows that no other
 * holds. A handler that fails is asked again after 1 s, 2 s, 4 s … at most 5 min.
 */
public final class OutboxJob {

  private static final Logger log = LoggerFactory.getLogger(OutboxJob.class);
  private static final int BATCH = 50;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Database database;
  private final EventLog events;

  public OutboxJob(Database database, EventLog events) {
    this.database = database;
    this.events = events;
  }

  /**
   * Delivers up to {@value #BATCH} events; returns how many were due, so that the caller can ask
   * again at once.
   */
  public int run() {
    return database
        .inTransaction(tx -> Future.succeededFuture(tx).compose(this::deliverBatch))
        .await();
  }

  private Future<Integer> deliverBatch(SqlConnection tx) {
    return events
        .repository()
        .takeDue(tx, BATCH)
        .compose(
            due -> {
              Future<Void> delivered = Future.succeededFuture();
              for (DueDelivery one : due) {
                delivered = delivered.compose(_ -> deliver(tx, one));
              }
              return delivered.map(due.size());
            });
  }

  private Future<Void> deliver(SqlConnection tx, DueDelivery due) {
    var handler = events.handlersOf(due.event().type()).get(due.handler());
    if (handler == null) {
      log.warn(
          "event {} waits for the handler {}, which no longer exists",
          due.event().id(),
          due.handler());
      return events.repository().delivered(tx, due);
    }
    return Future.succeededFuture()
        .compose(_ -> handler.handle(due.event()))
        .compose(
            _ -> events.repository().delivered(tx, due),
            failure -> {
              log.warn(
                  "{} failed on event {}, trying again", due.handler(), due.event().id(), failure);
              return events
                  .repository()
                  .postpone(tx, due, pause(due.attempts()), String.valueOf(failure));
            });
  }

  private static Duration pause(int attempts) {
    var pause = Duration.ofSeconds(1L << Math.min(attempts, 16));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
