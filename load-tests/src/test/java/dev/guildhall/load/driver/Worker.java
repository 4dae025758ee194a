package dev.guildhall.load.driver;

import io.vertx.core.Future;

/** Somebody who takes a task and hands it in. */
public interface Worker {

  /** What a cycle came to. */
  enum Outcome {
    DONE,
    /** The server asked to come back later. */
    REFUSED,
    /** There is no task for them now. */
    NOTHING,
    /** There was no sense in the answer. */
    FAILED
  }

  /**
   * One cycle.
   *
   * @param asked since when the task is waited for, a value of {@link System#nanoTime}
   */
  Future<Outcome> cycle(Tally tally, long asked);
}
