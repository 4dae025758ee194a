package dev.guildhall.matching;

import java.util.OptionalDouble;

/**
 * What changes while a pool is worked on.
 *
 * @param named whether tasks for named workers wait
 * @param gold whether it has gold tasks
 * @param medianSeconds of the last submissions, when there were enough
 * @param acceptedShare of the last judged work, 0 to 1, when enough was judged
 * @param doneShare of the pool's slots, 0 to 1
 * @param requester name of the organisation
 */
public record PoolFacts(
    boolean named,
    boolean gold,
    OptionalDouble medianSeconds,
    OptionalDouble acceptedShare,
    double doneShare,
    String requester) {

  static final PoolFacts UNKNOWN =
      new PoolFacts(true, true, OptionalDouble.empty(), OptionalDouble.empty(), 0, "");
}
