package dev.guildhall.nemesis;

import java.time.Duration;

/**
 * How large a run is. It ends when it has had so many faults and so many operations, and in any
 * case when its time is over.
 *
 * @param think how long a worker thinks before each step
 * @param calm how long nothing is wrong between two faults
 * @param diskMegabytes what PostgreSQL has room for
 */
record Scale(
    int faults,
    long operations,
    int workers,
    int tasks,
    Duration think,
    Duration calm,
    Duration atMost,
    int diskMegabytes) {

  /** What a build can afford. */
  static Scale brief() {
    return new Scale(
        14,
        0,
        10,
        6_000,
        Duration.ofMillis(60),
        Duration.ofMillis(500),
        Duration.ofSeconds(240),
        600);
  }

  /** As large as is asked for. */
  static Scale of(int faults, long operations) {
    return new Scale(
        faults,
        operations,
        Integer.getInteger("nemesis.workers", 48),
        // Somewhat more than an operation in four is a claim, and each task wants three.
        (int) (operations / 8) + 6_000,
        Duration.ZERO,
        Duration.ofMillis(Long.getLong("nemesis.calm_ms", 2_000)),
        Duration.ofMinutes(Long.getLong("nemesis.minutes", 60)),
        2_000);
  }
}
