package dev.guildhall.assignment;

/** What became of a submission. */
sealed interface Receipt {

  /** Durable; also for a submission received before. */
  record Received() implements Receipt {}

  /** No such assignment of this worker. */
  record NotYours() implements Receipt {}

  /** The lease or its fence is over; the text was kept as the draft. */
  record LeaseLost() implements Receipt {}

  /** The assignment cannot take a submission in its state. */
  record WrongState(AssignmentState state) implements Receipt {}

  /** The submission id belongs to another submission. */
  record IdTaken() implements Receipt {}
}
