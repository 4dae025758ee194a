package dev.guildhall.grading;

import dev.guildhall.grading.Reviewer.Pause;
import java.time.Duration;

/** What a reviewer hears when asking for a paper. */
sealed interface ClaimOutcome {

  /** The reviewer holds it; a repeated claim hears the same. */
  record Claimed(GradingId id) implements ClaimOutcome {}

  record NothingWaiting(Duration retryAfter) implements ClaimOutcome {}

  /** The reviewer holds as many papers as allowed. */
  record TooManyHeld(int held) implements ClaimOutcome {}

  record Paused(Pause pause) implements ClaimOutcome {}

  /** Another reviewer used this claim id. */
  record ClaimIdTaken() implements ClaimOutcome {}

  /** There is no such qualification that the reviewer grades for. */
  record NotYours() implements ClaimOutcome {}
}
