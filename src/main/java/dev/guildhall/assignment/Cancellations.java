package dev.guildhall.assignment;

import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import dev.guildhall.task.TaskState;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends work that its requester calls back. Whoever calls back decides what is paid; here it is
 * written, in the caller's transaction and in the order of locks of this package: {@link
 * #lockInWork}, {@link #lockTasks}, {@link #end}.
 */
public final class Cancellations {

  private final CancellationRepository repository = new CancellationRepository();
  private final EndRepository ends = new EndRepository();
  private final SubmissionRepository submissions = new SubmissionRepository();
  private final Earnings earnings;
  private final EventLog events;

  Cancellations(Earnings earnings, EventLog events) {
    this.earnings = earnings;
    this.events = events;
  }

  /** Work under a lease, under lock. */
  public record InWork(UUID id, AssignmentState state, UUID worker, UUID task, Money price) {}

  /**
   * A task under lock.
   *
   * @param free slots that somebody could still take
   * @param live slots taken
   */
  public record Slots(
      UUID id, @Nullable String key, TaskState state, boolean gold, int free, int live) {}

  /**
   * Work that ends.
   *
   * @param seconds that were spent, as {@code evidence} says
   * @param pay for them, by {@code rule}
   */
  public record Cancelled(InWork work, int seconds, String evidence, Money pay, String rule) {}

  /** Why, in whose project, and by whom. */
  public record Why(ProjectId project, String reason, @Nullable String note, UUID person) {}

  /** Locks what is in work on these tasks, then the loads of who is at it. */
  public Future<List<InWork>> lockInWork(SqlConnection tx, Collection<UUID> tasks) {
    return repository
        .lockInWork(tx, tasks)
        .compose(
            work ->
                repository
                    .lockLoads(tx, work.stream().map(InWork::worker).distinct().toList())
                    .map(work));
  }

  /** Locks the tasks: until the end of the transaction nobody claims them. */
  public Future<List<Slots>> lockTasks(SqlConnection tx, Collection<UUID> tasks) {
    return repository.lockTasks(tx, tasks);
  }

  /**
   * Ends {@code work} and closes {@code tasks}; what is to be booked, as the last act of the
   * transaction.
   */
  public Future<Booking> end(SqlConnection tx, List<Slots> tasks, List<Cancelled> work, Why why) {
    var ended = new HashMap<UUID, Integer>();
    work.forEach(one -> ended.merge(one.work().task(), 1, Integer::sum));
    var closing =
        repository.close(
            tx,
            tasks.stream().map(Slots::id).toList(),
            tasks.stream().map(task -> ended.getOrDefault(task.id(), 0)).toList());
    return work.isEmpty()
        ? closing.map(Booking.NOTHING)
        : Future.all(closing, write(tx, work, why)).compose(_ -> pay(tx, work, why.project()));
  }

  private Future<?> write(SqlConnection tx, List<Cancelled> work, Why why) {
    return Future.all(
        ends.end(tx, ids(work), AssignmentState.CANCELLED, why.reason(), why.note()),
        submissions.freeLoads(
            tx,
            work.stream()
                .filter(one -> one.work().state() == AssignmentState.CLAIMED)
                .map(one -> one.work().worker())
                .toList()),
        repository.note(tx, work, why.reason(), why.note(), why.person()),
        events.append(tx, work.stream().map(one -> event(one, why)).toList()));
  }

  /**
   * What was set aside for a revision that nobody waits for any more is free, then paid in part.
   */
  private Future<Booking> pay(SqlConnection tx, List<Cancelled> work, ProjectId project) {
    var voiding = earnings.reject(tx, ids(work));
    var paying =
        earnings.compensate(
            tx,
            work.stream()
                .filter(one -> one.pay().micros() > 0)
                .map(
                    one ->
                        new Earnings.Expected(
                            one.work().id(),
                            project.value(),
                            new WorkerId(one.work().worker()),
                            one.pay()))
                .toList());
    return Future.all(voiding, paying).map(_ -> voiding.result().and(paying.result()));
  }

  private static List<UUID> ids(List<Cancelled> work) {
    return work.stream().map(one -> one.work().id()).toList();
  }

  private static dev.guildhall.platform.event.Event event(Cancelled one, Why why) {
    return new AssignmentEvents.Cancelled(
            one.work().id(),
            why.project().value(),
            one.work().task(),
            one.work().worker(),
            why.reason(),
            one.pay().micros(),
            one.pay().currency(),
            one.seconds(),
            one.evidence(),
            one.rule())
        .by(why.person());
  }
}
