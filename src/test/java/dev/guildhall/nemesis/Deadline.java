package dev.guildhall.nemesis;

import java.time.Duration;

/** When a run gives up waiting. */
final class Deadline {

  private volatile long at = Long.MAX_VALUE;

  /** From now on there is so much time left. */
  void in(Duration time) {
    at = System.nanoTime() + time.toNanos();
  }

  boolean isOver() {
    return at != Long.MAX_VALUE && System.nanoTime() > at;
  }
}
