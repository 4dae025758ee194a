package dev.guildhall.nemesis;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which something was wrong.
 *
 * @param over when the fault was over
 * @param until when every node served again
 */
record Window(String fault, Instant from, Instant over, Instant until) {

  Duration recovery() {
    return Duration.between(over, until);
  }
}
