package dev.guildhall.attempt;

import dev.guildhall.exam.Tests;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts: sent by their workers, ended by the clock, given up. What was sent is marked
 * outside of the transaction that took it, for programs are run; a durable job sees to it that it
 * is.
 */
final class SubmitWorkflow {

  static final String MARKING = "attempt_marking";

  /** How long after the end of the time answers are still taken, marked late. */
  static final int GRACE_SECONDS = 60;

  /** After so many days an attempt ends that nothing bounds, or that is paused. */
  static final int FORGOTTEN_DAYS = 30;

  private static final int BATCH = 50;

  private final Database database;
  private final AttemptRepository repository;
  private final Tests tests;
  private final DecisionWorkflow decisions;
  private final Earnings earnings;
  private final EventLog events;
  private final JobQueue jobs;

  SubmitWorkflow(
      Database database,
      AttemptRepository repository,
      Tests tests,
      DecisionWorkflow decisions,
      Earnings earnings,
      EventLog events,
      JobQueue jobs) {
    this.database = database;
    this.repository = repository;
    this.tests = tests;
    this.decisions = decisions;
    this.earnings = earnings;
    this.events = events;
    this.jobs = jobs;
  }

  /** Who sends what. */
  record Order(WorkerId worker, UUID account, AttemptId attempt, UUID submission) {}

  /** Takes an attempt; the same submission again has no second effect. */
  void submit(SqlConnection tx, Order order) {
    var attempt =
        repository.lock(tx, List.of(order.attempt())).await().stream()
            .filter(one -> one.workerId().equals(order.worker()))
            .findFirst()
            .orElseThrow(() -> new Refusal.NotFound("attempt"));
    if (order.submission().equals(attempt.submissionId())) {
      return;
    }
    Sitting.requireOpen(attempt);
    if (repository.isSubmissionTaken(tx, attempt.id(), order.submission()).await()) {
      throw new Refusal.Conflict(ErrorCode.SUBMISSION_ID_TAKEN);
    }
    var paid = sent(tx, attempt, order.submission(), order.account());
    earnings.book(tx, paid).await();
  }

  private Booking sent(SqlConnection tx, Attempt attempt, UUID submission, @Nullable UUID account) {
    repository.submit(tx, attempt.id(), submission).await();
    jobs.enqueue(tx, MARKING, new JsonObject().put("attempt", attempt.id().toString()).getMap())
        .await();
    events
        .append(
            tx,
            new AttemptEvents.Submitted(
                    attempt.id(),
                    attempt.qualificationId(),
                    attempt.testId(),
                    attempt.workerId(),
                    account == null)
                .by(account))
        .await();
    return earnings.accept(tx, List.of(attempt.id().value())).await();
  }

  /** Gives up; nothing is paid. */
  void abandon(SqlConnection tx, Attempt attempt, @Nullable UUID account) {
    var freed = ended(tx, attempt, account);
    earnings.book(tx, freed).await();
  }

  private Booking ended(SqlConnection tx, Attempt attempt, @Nullable UUID account) {
    var plan = tests.get(tx, attempt.testId()).await().plan();
    repository.abandon(tx, attempt.id(), plan.retryHours()).await();
    events
        .append(
            tx,
            new AttemptEvents.Abandoned(attempt.id(), attempt.qualificationId(), attempt.workerId())
                .by(account))
        .await();
    return earnings.reject(tx, List.of(attempt.id().value())).await();
  }

  /**
   * Ends attempts whose time is over, as they stand: with an answer they are sent, without one they
   * are given up. Several nodes may do so at once.
   *
   * @return how many
   */
  int expire() {
    return database.inTransaction(tx -> Workflows.start(() -> expire(tx))).await();
  }

  private int expire(SqlConnection tx) {
    var overdue = repository.overdue(tx, GRACE_SECONDS, FORGOTTEN_DAYS, BATCH).await();
    var booking = Booking.NOTHING;
    for (Attempt attempt : overdue) {
      boolean answered =
          repository.items(tx, attempt.id()).await().stream().anyMatch(item -> item.revision() > 0);
      booking =
          booking.and(
              answered
                  ? sent(tx, attempt, DerivedIds.of(attempt.id().value(), "time is over"), null)
                  : ended(tx, attempt, null));
    }
    earnings.book(tx, booking).await();
    return overdue.size();
  }

  /** Marks an attempt that was sent, and decides it when nothing waits for people; once. */
  void mark(AttemptId id) {
    var attempt = repository.find(database.client(), id).await().orElseThrow();
    if (attempt.state() != AttemptState.SUBMITTED) {
      return;
    }
    var marks = decisions.marks(database.client(), attempt);
    database
        .inTransaction(
            tx ->
                Workflows.start(
                    () -> {
                      var now = repository.lock(tx, List.of(id)).await();
                      for (Attempt one : now) {
                        if (one.state() == AttemptState.SUBMITTED) {
                          decisions.marked(tx, one, marks);
                        }
                      }
                      return null;
                    }))
        .await();
  }

  /** Marks what needs no program to be run; the rest is left to the durable job. */
  void markAtOnce(AttemptId id) {
    if (!decisions.runsPrograms(database.client(), id)) {
      mark(id);
    }
  }

  /** The durable job. */
  void mark(JsonObject job) {
    mark(new AttemptId(IdText.parse("atm", job.getString("attempt"))));
  }
}
