package dev.guildhall.assignment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where an assignment stands. The diagram is in {@code src/docs/states/assignment.md}. */
public enum AssignmentState {
  CLAIMED,
  SUBMITTED,
  ACCEPTED,
  ACCEPTED_WITH_FIX,
  REVISION_REQUESTED,
  SOFT_REJECTED,
  REJECTED,
  RETURNED,
  SKIPPED,
  EXPIRED,
  CANCELLED,
  VOIDED,
  DISPUTED;

  /** Every state that may follow this one. */
  public Set<AssignmentState> next() {
    return switch (this) {
      case CLAIMED -> EnumSet.of(SUBMITTED, RETURNED, SKIPPED, EXPIRED, CANCELLED, VOIDED);
      // What was sent is never called back: it goes on to its verdict.
      case SUBMITTED ->
          EnumSet.of(
              ACCEPTED, ACCEPTED_WITH_FIX, REVISION_REQUESTED, SOFT_REJECTED, REJECTED, VOIDED);
      case REVISION_REQUESTED -> EnumSet.of(SUBMITTED, RETURNED, EXPIRED, CANCELLED, VOIDED);
      case SOFT_REJECTED, REJECTED -> EnumSet.of(DISPUTED, VOIDED);
      case DISPUTED -> EnumSet.of(ACCEPTED, SOFT_REJECTED, REJECTED, VOIDED);
      case ACCEPTED, ACCEPTED_WITH_FIX -> EnumSet.of(VOIDED);
      // Taken up again while its slot is free; what was given back, by a worker named for it alone.
      case RETURNED, SKIPPED, EXPIRED -> EnumSet.of(CLAIMED);
      case CANCELLED, VOIDED -> EnumSet.noneOf(AssignmentState.class);
    };
  }

  public boolean mayBecome(AssignmentState other) {
    return next().contains(other);
  }

  /** Whether the worker may still send work. */
  public boolean isOpen() {
    return this == CLAIMED || this == REVISION_REQUESTED;
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }

  @JsonCreator
  public static AssignmentState of(String wire) {
    return Sql.constant(AssignmentState.class, wire);
  }
}
