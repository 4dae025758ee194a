package dev.guildhall.matching;

/** The order of tasks within a pool: higher priority first, then as loaded. */
public final class QueueRank {

  // Positions stay far below this, and ranks below 2^53, where Redis' scores are exact.
  private static final long POSITIONS_PER_PRIORITY = 1_000_000_000L;
  private static final int TOP_PRIORITY = 1_000;

  private QueueRank() {}

  /** The rank, lowest first; {@code priority} is at most {@value #TOP_PRIORITY} either way. */
  public static long of(int priority, long position) {
    return (TOP_PRIORITY - priority) * POSITIONS_PER_PRIORITY + position;
  }
}
