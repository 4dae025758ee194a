package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where a grading stands. The diagram is in {@code src/docs/states/grading.md}. */
enum GradingState {
  CLAIMED,
  SENT,
  /** Given back; its reviewer does not get the paper again. */
  RETURNED,
  /**
   * Its time was over. What was written is kept, and there again if its reviewer gets the paper.
   */
  EXPIRED;

  /** Every state that may follow this one. */
  Set<GradingState> next() {
    return switch (this) {
      case CLAIMED -> EnumSet.of(SENT, RETURNED, EXPIRED);
      case SENT, RETURNED, EXPIRED -> EnumSet.noneOf(GradingState.class);
    };
  }

  boolean mayBecome(GradingState other) {
    return next().contains(other);
  }

  static GradingState parse(String wire) {
    return Sql.constant(GradingState.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
