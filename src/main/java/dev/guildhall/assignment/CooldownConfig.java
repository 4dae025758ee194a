package dev.guildhall.assignment;

import java.time.Duration;

/**
 * When a worker whose tasks run out of time has to wait before the next claim.
 *
 * @param expiries after so many in a row without a submission; 0: never
 * @param windowHours expiries and late returns count for so long
 * @param firstMinutes how long the first wait is; each further expiry doubles it
 * @param mostMinutes the longest wait
 */
public record CooldownConfig(int expiries, int windowHours, int firstMinutes, int mostMinutes) {

  /** Names the rule and its version in the record of a decision. */
  static final String RULE = "cooldown:v1";

  private static final int DOUBLINGS = 20;

  /** The wait after {@code inARow} expiries without a submission; zero when there is none. */
  Duration after(int inARow) {
    if (expiries == 0 || inARow < expiries) {
      return Duration.ZERO;
    }
    long minutes = (long) firstMinutes << Math.min(DOUBLINGS, inARow - expiries);
    return Duration.ofMinutes(Math.min(mostMinutes, minutes));
  }
}
