package dev.guildhall.assignment;

import dev.guildhall.assignment.ClaimRepository.Content;
import dev.guildhall.assignment.ClaimRepository.Written;
import java.time.Instant;
import java.util.UUID;

/** What PostgreSQL decided about a claim. */
sealed interface Grant {

  /** Granted now. */
  record Made(Written assignment, UUID task, Content content) implements Grant {}

  /** Granted before. {@code task} is the task it got. */
  record Held(AssignmentId assignment, UUID task) implements Grant {}

  /** The worker has had this task. */
  record Had() implements Grant {}

  /** No slot is free. */
  record Full() implements Grant {}

  /** No task of that source. */
  record None() implements Grant {}

  /** The worker holds as many as allowed. */
  record AtCapacity(int held) implements Grant {}

  /** Another project of an exclusion group had the worker first. */
  record Excluded() implements Grant {}

  /** Tasks of the worker ran out of time; the next claim waits. */
  record CoolingDown(Instant until) implements Grant {}

  /** The worker has had as many tasks of the project as one may. */
  record QuotaReached(int most) implements Grant {}

  /** The project is not live, or its budget does not cover another task. */
  record NotCovered() implements Grant {}

  /** The claim id belongs to another worker. */
  record ClaimIdTaken() implements Grant {}

  /** A twin of this claim is being committed elsewhere; asking again finds it. */
  record Again() implements Grant {}
}
