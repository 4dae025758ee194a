package dev.guildhall.attempt;

import dev.guildhall.exam.TestId;
import dev.guildhall.platform.event.Event;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to an attempt. The subject of each event is the attempt's id. */
public sealed interface AttemptEvents {

  String BEGUN = "attempt.begun";
  String SUBMITTED = "attempt.submitted";
  String ABANDONED = "attempt.abandoned";
  String DECIDED = "attempt.decided";

  AttemptId attemptId();

  /** {@code attempt.begun}: the clock has started. */
  record Begun(
      AttemptId attemptId, QualificationId qualificationId, TestId testId, WorkerId workerId)
      implements AttemptEvents {}

  /**
   * {@code attempt.submitted}: its answers stay as they are from now on.
   *
   * @param byTime whether its time was over, and nobody had sent it
   */
  record Submitted(
      AttemptId attemptId,
      QualificationId qualificationId,
      TestId testId,
      WorkerId workerId,
      boolean byTime)
      implements AttemptEvents {}

  /** {@code attempt.abandoned}: given up, or its time passed without an answer. */
  record Abandoned(AttemptId attemptId, QualificationId qualificationId, WorkerId workerId)
      implements AttemptEvents {}

  /**
   * {@code attempt.decided}.
   *
   * @param number 1, and one more for each time it was decided anew
   * @param causeId of the correction or appeal that led to it; null: the first
   */
  record Decided(
      AttemptId attemptId,
      QualificationId qualificationId,
      WorkerId workerId,
      int number,
      boolean passed,
      @Nullable Integer level,
      @Nullable UUID causeId)
      implements AttemptEvents {}

  /**
   * The event to append.
   *
   * @param actor null for the clock, or a rule
   */
  default Event by(@Nullable UUID actor) {
    return switch (this) {
      case Begun it -> Event.of(BEGUN, it.attemptId.value(), actor, it);
      case Submitted it -> Event.of(SUBMITTED, it.attemptId.value(), actor, it);
      case Abandoned it -> Event.of(ABANDONED, it.attemptId.value(), actor, it);
      case Decided it -> Event.of(DECIDED, it.attemptId.value(), actor, it);
    };
  }
}
