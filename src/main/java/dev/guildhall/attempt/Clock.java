package dev.guildhall.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of an attempt. The instants it is given are PostgreSQL's. A pause moves both ends by
 * its length when it is over.
 *
 * @param endsAt of the whole; null: nothing bounds it
 * @param sectionEndsAt of the section that is open; null: nothing but the whole bounds it
 * @param pausedAt since when it stands still; null: it runs
 */
record Clock(
    @Nullable Instant endsAt, @Nullable Instant sectionEndsAt, @Nullable Instant pausedAt) {

  /**
   * A clock that starts.
   *
   * @param seconds of the whole; null: no bound
   * @param sectionSeconds of its first section; null: no bound
   * @param multiplier the worker's allowance
   */
  static Clock starting(
      Instant now, @Nullable Integer seconds, @Nullable Integer sectionSeconds, double multiplier) {
    return new Clock(end(now, seconds, multiplier), end(now, sectionSeconds, multiplier), null);
  }

  private static @Nullable Instant end(Instant now, @Nullable Integer seconds, double multiplier) {
    return seconds == null ? null : now.plus(allowed(seconds, multiplier));
  }

  /** How long somebody with that allowance has for what others have so many seconds for. */
  static Duration allowed(int seconds, double multiplier) {
    return Duration.ofMillis(Math.round(seconds * 1_000.0 * multiplier));
  }

  boolean isPaused() {
    return pausedAt != null;
  }

  /** Whether the whole is over. */
  boolean isOver(Instant now) {
    return isPast(endsAt, at(now));
  }

  /** Whether an answer to the open section would be late: it, or the whole, is over. */
  boolean isLate(Instant now) {
    return isPast(endsAt, at(now)) || isPast(sectionEndsAt, at(now));
  }

  /** What it shows: it stands still in a pause. */
  private Instant at(Instant now) {
    return pausedAt == null ? now : pausedAt;
  }

  private static boolean isPast(@Nullable Instant end, Instant now) {
    return end != null && now.isAfter(end);
  }

  /** Stops it; one that is stopped or over stays as it is. */
  Clock paused(Instant now) {
    return isPaused() || isOver(now) ? this : new Clock(endsAt, sectionEndsAt, now);
  }

  /** Lets it go on; one that runs stays as it is. */
  Clock resumed(Instant now) {
    if (pausedAt == null) {
      return this;
    }
    var stood = Duration.between(pausedAt, now);
    return new Clock(later(endsAt, stood), later(sectionEndsAt, stood), null);
  }

  private static @Nullable Instant later(@Nullable Instant end, Duration by) {
    return end == null ? null : end.plus(by);
  }

  /**
   * The next section begins.
   *
   * @param sectionSeconds null: no bound but the whole, or no section
   */
  Clock next(Instant now, @Nullable Integer sectionSeconds, double multiplier) {
    return new Clock(endsAt, end(now, sectionSeconds, multiplier), null);
  }
}
