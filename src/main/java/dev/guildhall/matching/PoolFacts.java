package dev.guildhall.matching;

import java.util.OptionalDouble;

/**
 * What changes in a pool as work goes on.
 *
 * @param named whether a task for named workers waits
 * @param gold whether a gold task waits
 * @param waiting tasks for anybody that wait, counted up to {@value #MOST}
 * @param slots that these have free
 * @param remaining submissions that the budget still covers
 * @param medianSeconds of the last submissions, when there were enough
 * @param acceptedShare of the last judged work, 0 to 1, when enough was judged
 * @param doneShare of what is reserved, the part in work, promised or paid; 0 to 1
 * @param idleSeconds since somebody last sent work of it, or since it went live
 */
public record PoolFacts(
    boolean named,
    boolean gold,
    int waiting,
    int slots,
    long remaining,
    OptionalDouble medianSeconds,
    OptionalDouble acceptedShare,
    double doneShare,
    double idleSeconds) {

  public static final int MOST = 100;

  /** Before they are read: anything may wait, so that nobody is kept from it. */
  static final PoolFacts UNKNOWN =
      new PoolFacts(
          true, true, MOST, MOST, MOST, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0);

  /** Whether so few tasks wait that all of them were counted. */
  boolean isLittle() {
    return waiting < MOST;
  }
}
