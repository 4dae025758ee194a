package dev.guildhall.assignment;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Predicate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a worker hears when asking for work. */
public sealed interface ClaimOutcome {

  /** The worker holds the task; a repeated claim hears the same. */
  record Claimed(AssignmentView assignment) implements ClaimOutcome {}

  record NothingWaiting(Duration retryAfter) implements ClaimOutcome {}

  /** {@code version} of the guideline has to be read first. */
  record GuidelineNotAcknowledged(int version) implements ClaimOutcome {}

  /** What they fail of the requirements. */
  record NotEligible(Applicant applicant, List<Predicate> failing) implements ClaimOutcome {}

  /** The worker holds as many tasks as allowed. */
  record TooManyHeld(int held) implements ClaimOutcome {}

  /**
   * The next claim waits.
   *
   * @param expired so many tasks ran out of time since the last submission
   */
  record CoolingDown(int expired, Instant until, Duration left) implements ClaimOutcome {}

  /** The worker has had as many tasks of the project as one may. */
  record QuotaReached(int most) implements ClaimOutcome {}

  /** Another worker used this claim id. */
  record ClaimIdTaken() implements ClaimOutcome {}
}
