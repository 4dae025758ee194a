package dev.guildhall.attempt;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.util.Map;

/** What may be done in an attempt as it stands. */
final class Sitting {

  private Sitting() {}

  /**
   * An answer to an item of {@code section} may be written. What was left is not entered again, and
   * what was not shown yet is as good as not there.
   */
  static void requireOpen(Attempt attempt, int section) {
    requireOpen(attempt);
    if (attempt.clock().isPaused()) {
      throw state("paused");
    }
    if (section < attempt.section()) {
      throw new Refusal.Conflict(ErrorCode.SECTION_LEFT);
    }
    if (section > attempt.section()) {
      throw new Refusal.NotFound("item");
    }
  }

  static void requireOpen(Attempt attempt) {
    if (attempt.state() != AttemptState.OPEN) {
      throw state(attempt.state().wire());
    }
  }

  static Refusal state(String state) {
    return new Refusal.Conflict(ErrorCode.ATTEMPT_STATE, Map.of("state", state));
  }
}
