package dev.guildhall.attempt;

import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.Tests;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.worker.WorkerId;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves on in an attempt: the next section, a pause, the end of it, giving up. */
final class MoveWorkflow {

  private final AttemptRepository repository;
  private final Tests tests;
  private final AdaptiveWorkflow adaptive;
  private final SubmitWorkflow submissions;

  MoveWorkflow(
      AttemptRepository repository,
      Tests tests,
      AdaptiveWorkflow adaptive,
      SubmitWorkflow submissions) {
    this.repository = repository;
    this.tests = tests;
    this.adaptive = adaptive;
    this.submissions = submissions;
  }

  enum Move {
    NEXT_SECTION,
    PAUSE,
    RESUME,
    ABANDON
  }

  /**
   * Who moves.
   *
   * @param section the one that the device shows
   */
  record Order(WorkerId worker, UUID account, AttemptId attempt, int section, Move move) {}

  /** Repeating a move has no second effect. */
  void move(SqlConnection tx, Order order) {
    var attempt =
        repository.lock(tx, List.of(order.attempt())).await().stream()
            .filter(one -> one.workerId().equals(order.worker()))
            .findFirst()
            .orElseThrow(() -> new Refusal.NotFound("attempt"));
    if (order.move() == Move.ABANDON && attempt.state() == AttemptState.ABANDONED) {
      return;
    }
    Sitting.requireOpen(attempt);
    var plan = tests.get(tx, attempt.testId()).await().plan();
    switch (order.move()) {
      case NEXT_SECTION -> next(tx, attempt, plan, order.section());
      case PAUSE -> {
        if (plan.clock() == TestPlan.Clock.PAUSABLE) {
          turn(tx, attempt, attempt.clock().paused(attempt.now()));
        }
      }
      case RESUME -> turn(tx, attempt, attempt.clock().resumed(attempt.now()));
      case ABANDON -> submissions.abandon(tx, attempt, order.account());
    }
  }

  private void turn(SqlConnection tx, Attempt attempt, Clock clock) {
    if (!clock.equals(attempt.clock())) {
      repository.move(tx, attempt.id(), attempt.section(), clock).await();
    }
  }

  /** After the last section none is open any more, and only the sending is left. */
  private void next(SqlConnection tx, Attempt attempt, TestPlan plan, int shown) {
    if (shown == attempt.section() - 1) {
      return;
    }
    if (attempt.clock().isPaused()) {
      throw Sitting.state("paused");
    }
    if (shown != attempt.section() || shown >= plan.sections().size()) {
      throw Sitting.state("at another section");
    }
    int next = shown + 1;
    @Nullable Integer seconds =
        next < plan.sections().size() ? plan.sections().get(next).seconds() : null;
    var clock = attempt.clock().next(attempt.now(), seconds, attempt.timeMultiplier());
    repository.move(tx, attempt.id(), next, clock).await();
    adaptive.begin(tx, attempt.id(), plan, attempt.pools(), next);
  }
}
