package dev.guildhall.grading;

import dev.guildhall.grading.Reviewer.Pause;

/** What PostgreSQL decided about a claim. */
sealed interface Grant {

  /** Granted now, the suggested paper or another one. */
  record Made(GradingId id, boolean suggested) implements Grant {}

  /** Granted before. */
  record Held(GradingId id) implements Grant {}

  /** This paper is not for this reviewer: had before, own, a colleague's, a linked person's. */
  record Closed() implements Grant {}

  /** It wants no more graders. */
  record Full() implements Grant {}

  /** No paper waits for this reviewer. */
  record None() implements Grant {}

  /** The reviewer holds as many as allowed. */
  record AtCapacity(int held) implements Grant {}

  record Paused(Pause pause) implements Grant {}

  /** The wallet does not cover the pay of another paper. */
  record NotCovered() implements Grant {}

  /** The claim id belongs to another reviewer. */
  record ClaimIdTaken() implements Grant {}

  /** A twin of this claim is being committed elsewhere; asking again finds it. */
  record Again() implements Grant {}
}
