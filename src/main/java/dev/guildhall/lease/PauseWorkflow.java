package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.lease.PauseRepository.Lease;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Stops the clock of a lease and lets it go on. A pause is given as long as there is pause left, by
 * moving the lease that far; ending it early moves the lease back. So one that nobody ends is over
 * by itself, and whoever judges leases needs not know of pauses.
 */
final class PauseWorkflow {

  /** Less is no pause. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Database database;
  private final EventLog events;
  private final WorkConfig config;
  private final PauseRepository repository = new PauseRepository();

  PauseWorkflow(Database database, EventLog events, WorkConfig config) {
    this.database = database;
    this.events = events;
    this.config = config;
  }

  /**
   * Who asks for what.
   *
   * @param pause which one it is, from 1, so that a repeat changes nothing
   */
  record Asked(AssignmentId assignment, UUID worker, UUID account, long fence, int pause) {}

  /** Begins a pause, unless it has begun before. */
  Future<Void> pause(Asked asked) {
    return locked(
        asked,
        (tx, lease) -> {
          boolean isRepeat = asked.pause() <= lease.pauses();
          if (!isRepeat) {
            begin(tx, asked, lease);
          }
        });
  }

  private void begin(SqlConnection tx, Asked asked, Lease lease) {
    if (!lease.runs()) {
      throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
    }
    if (lease.isPaused()) {
      throw outOfOrder("Pause " + lease.pauses() + " lasts; resume first.");
    }
    if (asked.pause() != lease.pauses() + 1) {
      throw outOfOrder("Pause " + (lease.pauses() + 1) + " is the next one; ask for it first.");
    }
    var left = config.pauses(lease.length(), lease.extensions()).minus(lease.paused());
    if (left.compareTo(SHORTEST) < 0) {
      throw new Refusal.Conflict(
          ErrorCode.NO_PAUSE_LEFT,
          Map.of("minutes", Duration.ofSeconds(config.pauseMaxSeconds()).toMinutes()));
    }
    var until = repository.pause(tx, lease.id(), left).await();
    events
        .append(
            tx,
            new LeaseEvents.Paused(
                    lease.id(), lease.project(), lease.task(), lease.worker(), asked.pause(), until)
                .by(asked.account()))
        .await();
  }

  /** Ends a pause, unless it is over. */
  Future<Void> resume(Asked asked) {
    return locked(
        asked,
        (tx, lease) -> {
          if (asked.pause() > lease.pauses()) {
            throw outOfOrder("Pause " + asked.pause() + " has not begun.");
          }
          if (asked.pause() == lease.pauses() && lease.isPaused()) {
            end(tx, asked, lease);
          }
        });
  }

  private void end(SqlConnection tx, Asked asked, Lease lease) {
    repository.resume(tx, lease.id(), lease.rest()).await();
    events
        .append(
            tx,
            new LeaseEvents.Resumed(
                    lease.id(), lease.project(), lease.task(), lease.worker(), asked.pause())
                .by(asked.account()))
        .await();
  }

  private Future<Void> locked(Asked asked, BiConsumer<SqlConnection, Lease> act) {
    return database.inTransaction(
        tx ->
            Workflows.start(
                () -> {
                  var lease =
                      repository
                          .lock(tx, asked.assignment(), asked.worker())
                          .await()
                          .orElseThrow(() -> new Refusal.NotFound("assignment"));
                  if (!lease.state().isOpen() || lease.fence() != asked.fence()) {
                    throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
                  }
                  act.accept(tx, lease);
                  return null;
                }));
  }

  private static Refusal outOfOrder(String detail) {
    return Refusal.Invalid.field("/pause", "out_of_order", detail);
  }
}
