package dev.guildhall.assignment;

/** What became of a judgement. */
public sealed interface Ruling {

  /** It stands; also when the same had been said before. */
  record Given(AssignmentId assignment) implements Ruling {}

  /** Another verdict stands. */
  record AlreadyJudged() implements Ruling {}

  /** The assignment does not wait for a verdict. */
  record NotWaiting(AssignmentState state) implements Ruling {}

  /** A newer submission of the assignment replaced this one. */
  record Superseded() implements Ruling {}

  record Unknown() implements Ruling {}
}
