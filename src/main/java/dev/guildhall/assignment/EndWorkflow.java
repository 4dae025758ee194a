package dev.guildhall.assignment;

import dev.guildhall.assignment.EndRepository.Open;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.worker.Earnings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends assignments without a submission: returned, skipped, expired. The draft stays; the slot goes
 * back once.
 */
final class EndWorkflow {

  private final EndRepository repository;
  private final LapseRepository lapses = new LapseRepository();
  private final SubmissionRepository submissions = new SubmissionRepository();
  private final VerdictRepository slots = new VerdictRepository();
  private final Earnings earnings;
  private final Projects projects;
  private final EventLog events;
  private final WorkConfig config;

  EndWorkflow(
      EndRepository repository,
      Earnings earnings,
      Projects projects,
      EventLog events,
      WorkConfig config) {
    this.repository = repository;
    this.earnings = earnings;
    this.projects = projects;
    this.events = events;
    this.config = config;
  }

  /** Ends {@code open}, which is under lock; returns the slots that are free again. */
  List<FreedSlot> end(
      SqlConnection tx,
      List<Open> open,
      AssignmentState state,
      @Nullable String reason,
      @Nullable String note,
      @Nullable UUID actor) {
    if (open.isEmpty()) {
      return List.of();
    }
    var ending = repository.end(tx, open.stream().map(Open::id).toList(), state, reason, note);
    // A revision that never came held no place among the worker's tasks, but has an earning that
    // waits.
    var held =
        open.stream().filter(a -> a.state() == AssignmentState.CLAIMED).map(Open::worker).toList();
    var unloading = submissions.freeLoads(tx, held);
    var lapsed = open.stream().filter(a -> isLapse(a, state)).toList();
    var noting = lapsed.isEmpty() ? Future.<Void>succeededFuture() : lapses.note(tx, lapsed, state);
    var waiting =
        open.stream()
            .filter(a -> a.state() == AssignmentState.REVISION_REQUESTED)
            .map(Open::id)
            .toList();
    var keeping = earnings.reject(tx, waiting);
    var freeing = slots.free(tx, open.stream().map(Open::task).toList());
    var telling =
        events.append(
            tx,
            open.stream()
                .map(
                    a ->
                        new AssignmentEvents.Ended(
                                a.id(), a.project(), a.task(), a.worker(), Sql.wire(state), reason)
                            .by(actor))
                .toList());
    Future.all(ending, unloading, noting, keeping, freeing, telling).await();
    if (state == AssignmentState.EXPIRED && !lapsed.isEmpty()) {
      cool(tx, lapsed.stream().map(Open::worker).distinct().toList());
    }
    var notUsed = new HashMap<ProjectId, Long>();
    open.forEach(a -> notUsed.merge(new ProjectId(a.project()), a.priceMicros(), Long::sum));
    projects.uncommit(tx, notUsed).await();
    earnings.book(tx, keeping.result()).await();
    return freeing.result();
  }

  /**
   * Whether a place was kept from others for nothing: not in the first moments, not by a revision
   * that never came, and not by a task that cannot be done.
   */
  private boolean isLapse(Open ended, AssignmentState state) {
    return ended.state() == AssignmentState.CLAIMED
        && (state == AssignmentState.EXPIRED
            || (state == AssignmentState.RETURNED && ended.seconds() > config.freeReturnSeconds()));
  }

  /** The loads of the workers are under lock. */
  private void cool(SqlConnection tx, List<UUID> workers) {
    var waits = new HashMap<UUID, Duration>();
    var began = new ArrayList<Event>();
    lapses
        .inARow(tx, workers, config.cooldown().windowHours())
        .await()
        .forEach(
            (worker, inARow) -> {
              var wait = config.cooldown().after(inARow);
              if (wait.isPositive()) {
                waits.put(worker, wait);
                began.add(
                    new Cooldown(worker, inARow, wait.toMinutes(), CooldownConfig.RULE).event());
              }
            });
    if (!waits.isEmpty()) {
      Future.all(lapses.cool(tx, waits), events.append(tx, began)).await();
    }
  }

  /** The next claim of a worker waits; as the log holds it. */
  private record Cooldown(UUID worker, int expiries, long minutes, String rule) {
    private Event event() {
      return Event.of("worker.cooldown", worker, null, this);
    }
  }
}
