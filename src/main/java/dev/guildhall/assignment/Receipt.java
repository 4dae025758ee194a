package dev.guildhall.assignment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a submission. */
sealed interface Receipt {

  /**
   * Durable.
   *
   * @param acceptedAt when the rule accepted it at once; null when it waits for a verdict
   * @param version of the assignment now
   * @param drafted whether the assignment has a draft
   */
  record Taken(
      Instant submittedAt,
      @Nullable Instant autoAcceptAt,
      @Nullable Instant acceptedAt,
      int version,
      boolean drafted,
      Instant now)
      implements Receipt {}

  /** Durable since it was sent before. */
  record Received() implements Receipt {}

  /** The project has other terms by now than those that the output was checked against. */
  record Outdated() implements Receipt {}

  /** No such assignment of this worker. */
  record NotYours() implements Receipt {}

  /** The lease or its fence is over; the text was kept as the draft. */
  record LeaseLost() implements Receipt {}

  /** The assignment cannot take a submission in its state. */
  record WrongState(AssignmentState state) implements Receipt {}

  /** The submission id belongs to another submission. */
  record IdTaken() implements Receipt {}
}
