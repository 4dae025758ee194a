package dev.guildhall.assignment;

import dev.guildhall.assignment.EndRepository.Open;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a worker may do with a lease besides submitting: give it back, skip the task, ask for more
 * time.
 */
final class LeaseWorkflow {

  static final int MAX_EXTENSIONS = 2;

  private final Database database;
  private final EndRepository repository;
  private final EndWorkflow workflow;
  private final EventLog events;
  private final TaskQueue queue;

  LeaseWorkflow(
      Database database,
      EndRepository repository,
      EndWorkflow workflow,
      EventLog events,
      TaskQueue queue) {
    this.database = database;
    this.repository = repository;
    this.workflow = workflow;
    this.events = events;
    this.queue = queue;
  }

  /**
   * Ends the assignment as {@code state}; having ended it so before changes nothing.
   *
   * @param fence of the lease that is to end; null ends whichever runs
   */
  Future<Void> giveBack(
      AssignmentId id,
      UUID worker,
      UUID account,
      @Nullable Long fence,
      AssignmentState state,
      @Nullable String reason,
      @Nullable String note) {
    return database
        .inTransaction(
            tx ->
                Workflows.start(
                    () -> {
                      var open = locked(tx, id, worker);
                      boolean isRepeat = open.state() == state;
                      if (fence != null && fence != (isRepeat ? open.fence() - 1 : open.fence())) {
                        throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
                      }
                      if (isRepeat) {
                        return List.<FreedSlot>of();
                      }
                      if (!open.state().mayBecome(state)) {
                        throw wrongState(open.state());
                      }
                      return workflow.end(tx, List.of(open), state, reason, note, account);
                    }))
        .onSuccess(freed -> tell(queue, freed))
        .mapEmpty();
  }

  /**
   * Extends the lease by half of what it was at first; {@code extension} says which one it is, from
   * 1, so that a repeat changes nothing.
   */
  Future<Void> extend(AssignmentId id, UUID worker, UUID account, long fence, int extension) {
    return database.inTransaction(
        tx ->
            Workflows.start(
                () -> {
                  var open = locked(tx, id, worker);
                  if (!open.state().isOpen() || open.fence() != fence || !open.inTime()) {
                    throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
                  }
                  boolean isRepeat = extension <= open.extensions();
                  if (isRepeat) {
                    return null;
                  }
                  requireNext(extension, open.extensions() + 1);
                  repository.extend(tx, id).await();
                  events
                      .append(tx, new AssignmentEvents.Extended(id.value(), extension).by(account))
                      .await();
                  return null;
                }));
  }

  private static void requireNext(int extension, int next) {
    if (extension > MAX_EXTENSIONS) {
      throw new Refusal.Conflict(ErrorCode.NO_EXTENSION_LEFT);
    }
    if (extension != next) {
      throw Refusal.Invalid.field(
          "/extension",
          "out_of_order",
          "Extension " + next + " is the next one; ask for it first.");
    }
  }

  private Open locked(SqlConnection tx, AssignmentId id, UUID worker) {
    return repository
        .lock(tx, id, worker)
        .await()
        .orElseThrow(() -> new Refusal.NotFound("assignment"));
  }

  static Refusal wrongState(AssignmentState state) {
    return new Refusal.Conflict(ErrorCode.ASSIGNMENT_STATE, Map.of("state", state.wire()));
  }

  /** After the commit: the queue hears of free slots. */
  static void tell(TaskQueue queue, List<FreedSlot> freed) {
    freed.stream()
        .filter(FreedSlot::queued)
        .forEach(slot -> queue.returned(slot.project(), slot.task(), slot.rank(), slot.overlap()));
  }
}
