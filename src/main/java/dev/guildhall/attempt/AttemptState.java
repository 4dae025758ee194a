package dev.guildhall.attempt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where an attempt stands. The diagram is in {@code src/docs/states/attempt.md}. */
public enum AttemptState {
  /** The clock runs, or is paused. */
  OPEN,
  /** Sent, by the worker or by the end of the time; not marked yet. */
  SUBMITTED,
  /** What a key can mark is marked. */
  AUTO_GRADED,
  /** People grade the rest. */
  IN_GRADING,
  /** Two graders were too far apart, and a third person has decided. */
  ADJUDICATED,
  PASSED,
  FAILED,
  /** Given up, or never answered. */
  ABANDONED,
  VOIDED;

  /** Every state that may follow this one. */
  public Set<AttemptState> next() {
    return switch (this) {
      case OPEN -> EnumSet.of(SUBMITTED, ABANDONED, VOIDED);
      case SUBMITTED -> EnumSet.of(AUTO_GRADED, VOIDED);
      case AUTO_GRADED -> EnumSet.of(IN_GRADING, PASSED, FAILED, VOIDED);
      case IN_GRADING -> EnumSet.of(ADJUDICATED, PASSED, FAILED, VOIDED);
      case ADJUDICATED -> EnumSet.of(PASSED, FAILED, VOIDED);
      // A key that was put right may make a pass of a fail; the other way it takes nothing back.
      case FAILED -> EnumSet.of(PASSED, VOIDED);
      case PASSED -> EnumSet.of(VOIDED);
      case ABANDONED, VOIDED -> EnumSet.noneOf(AttemptState.class);
    };
  }

  public boolean mayBecome(AttemptState other) {
    return next().contains(other);
  }

  /** Whether there is a decision that holds. */
  public boolean isDecided() {
    return this == PASSED || this == FAILED;
  }

  /** Whether it was sent and nothing is decided yet. */
  public boolean isWaiting() {
    return switch (this) {
      case SUBMITTED, AUTO_GRADED, IN_GRADING, ADJUDICATED -> true;
      case OPEN, PASSED, FAILED, ABANDONED, VOIDED -> false;
    };
  }

  /** Whether people grade it, and nothing is decided yet. */
  boolean isGraded() {
    return this == IN_GRADING || this == ADJUDICATED;
  }

  @JsonCreator
  public static AttemptState parse(String wire) {
    return Sql.constant(AttemptState.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
