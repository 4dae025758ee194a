package dev.guildhall.recall;

import dev.guildhall.platform.sql.Sql;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The time that somebody spent on an assignment.
 *
 * @param evidence what says so
 */
record Spent(UUID assignment, int seconds, Evidence evidence) {

  /** What says how much time was spent; as the CHECK of {@code cancellation.evidence} has it. */
  enum Evidence {
    /** The device, which said so while somebody was at work. */
    HEARTBEAT,
    /** When the draft was saved. */
    DRAFT,
    /** When the submission was sent that a reviewer asked to change. */
    SUBMISSION,
    /** How long the task was held, for nothing else is known. */
    LEASE;

    String wire() {
      return Sql.wire(this);
    }
  }

  /**
   * What is known of the time, each in seconds; null where nothing is.
   *
   * @param sent under the leases of what was sent before
   * @param beaten as the device said under the lease that runs
   * @param drafted under its lease when the draft was saved
   * @param draftIsOfThisLease whether that lease is the one that runs
   * @param held under the lease that runs, without its pauses
   */
  record Known(
      UUID assignment,
      @Nullable Integer sent,
      @Nullable Integer beaten,
      @Nullable Integer drafted,
      boolean draftIsOfThisLease,
      int held) {}

  /**
   * What the heartbeats or the draft say, whichever is more, for the last beat may have come before
   * the last words; else the time that the task was held; and what was spent before on what was
   * sent. The lease of a requested revision lasts a day, so that it is held says nothing of work.
   */
  static Spent of(Known known) {
    int before = known.sent() == null ? 0 : known.sent();
    boolean wasSent = known.sent() != null;
    Integer drafted = !wasSent || known.draftIsOfThisLease() ? known.drafted() : null;
    if (drafted != null && (known.beaten() == null || drafted > known.beaten())) {
      return new Spent(known.assignment(), sum(before, drafted), Evidence.DRAFT);
    }
    if (known.beaten() != null) {
      return new Spent(known.assignment(), sum(before, known.beaten()), Evidence.HEARTBEAT);
    }
    return wasSent
        ? new Spent(known.assignment(), before, Evidence.SUBMISSION)
        : new Spent(known.assignment(), Math.max(0, known.held()), Evidence.LEASE);
  }

  private static int sum(int before, int now) {
    return (int) Math.min(Integer.MAX_VALUE, (long) before + now);
  }
}
