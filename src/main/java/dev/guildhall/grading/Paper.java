package dev.guildhall.grading;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.grading.GradingEvents.Outcome;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answer to one open item.
 *
 * @param of null of a validity paper
 * @param rubric by which everybody grades it
 * @param text what is graded
 * @param outcome whose grades it has; null while it has none
 * @param wanted gradings that are wanted
 * @param pay for a grading by somebody who is no member; null: nothing
 * @param causeId of the correction that has it graded once more; null: the first time
 */
record Paper(
    PaperId id,
    @Nullable Of of,
    ItemId itemId,
    GradingRubric rubric,
    String text,
    PaperState state,
    @Nullable Outcome outcome,
    int wanted,
    long rank,
    @Nullable Money pay,
    @Nullable UUID causeId) {

  /** Whose answer it is. */
  record Of(QualificationId qualificationId, AttemptId attemptId, WorkerId workerId) {}

  boolean isValidity() {
    return of == null;
  }

  Of required() {
    return Objects.requireNonNull(of, "a validity paper is of nobody");
  }
}
