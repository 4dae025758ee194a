package dev.guildhall.matching;

import java.util.OptionalDouble;

/**
 * What changes while a pool is worked on.
 *
 * @param named whether tasks for named workers wait
 * @param gold whether it has gold tasks
 * @param waiting tasks with free slots, counted up to {@link dev.guildhall.queue.TaskQueue#WINDOW}
 * @param medianSeconds of the last submissions, when there were enough
 * @param acceptedShare of the requester's judged work, 0 to 1, when enough was judged
 * @param doneShare of the pool's slots, 0 to 1
 * @param requester name of the organisation
 */
public record PoolFacts(
    boolean named,
    boolean gold,
    int waiting,
    OptionalDouble medianSeconds,
    OptionalDouble acceptedShare,
    double doneShare,
    String requester) {

  static final PoolFacts UNKNOWN =
      new PoolFacts(true, true, 0, OptionalDouble.empty(), OptionalDouble.empty(), 0, "");
}
