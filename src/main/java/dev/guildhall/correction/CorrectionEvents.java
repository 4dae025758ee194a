package dev.guildhall.correction;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.event.Event;
import dev.guildhall.worker.WorkerId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is put right in tests. The subject of an appeal's events is the attempt's id. */
public sealed interface CorrectionEvents {

  String APPEALED = "attempt.appealed";
  String APPEAL_DECIDED = "attempt.appeal_decided";
  String MADE = "correction.made";

  /** {@code attempt.appealed}. */
  record Appealed(AttemptId attemptId, ItemId itemId, AttemptAppealId appealId, WorkerId workerId)
      implements CorrectionEvents {}

  /** {@code attempt.appeal_decided}. */
  record AppealDecided(
      AttemptId attemptId,
      ItemId itemId,
      AttemptAppealId appealId,
      WorkerId workerId,
      AppealState state)
      implements CorrectionEvents {}

  /**
   * {@code correction.made}: its cause is put right, and the attempts that it touched follow.
   *
   * @param attempts how many
   */
  record Made(CorrectionId correctionId, String kind, int attempts) implements CorrectionEvents {}

  /**
   * The event to append.
   *
   * @param actor null for the clock, or a rule
   */
  default Event by(@Nullable UUID actor) {
    return switch (this) {
      case Appealed it -> Event.of(APPEALED, it.attemptId.value(), actor, it);
      case AppealDecided it -> Event.of(APPEAL_DECIDED, it.attemptId.value(), actor, it);
      case Made it -> Event.of(MADE, it.correctionId.value(), actor, it);
    };
  }
}
