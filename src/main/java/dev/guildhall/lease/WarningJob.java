package dev.guildhall.lease;

import dev.guildhall.lease.WarningRepository.Ending;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;

/**
 * Says of each lease once that it ends soon. Several nodes may run it at once: each takes leases
 * that no other is looking at.
 */
final class WarningJob {

  private static final double SHARE = 0.2;
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int BATCH = 200;

  private final Database database;
  private final EventLog events;
  private final WarningRepository repository;
  private final Duration grace;

  WarningJob(Database database, EventLog events, WarningRepository repository, Duration grace) {
    this.database = database;
    this.events = events;
    this.repository = repository;
    this.grace = grace;
  }

  /** Warns of up to {@value #BATCH} leases; returns of how many. */
  int run() {
    return database.inTransaction(this::warn).await();
  }

  private Future<Integer> warn(SqlConnection tx) {
    return repository
        .warn(tx, SHARE, MOST, grace, BATCH)
        .compose(ending -> events.append(tx, told(ending)).map(ending.size()));
  }

  private static List<Event> told(List<Ending> ending) {
    return ending.stream()
        .map(
            one ->
                new LeaseEvents.Expiring(
                        one.assignment(), one.project(), one.task(), one.worker(), one.until())
                    .by(null))
        .toList();
  }
}
