package dev.guildhall.load.driver;

import java.util.Arrays;

/** How long calls of one kind took. Every one is kept, so percentiles are exact. */
public final class Timings {

  private long[] nanos = new long[1 << 12];
  private int count;
  private boolean sorted;

  public synchronized void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
    sorted = false;
  }

  public synchronized int count() {
    return count;
  }

  /**
   * In milliseconds; not a number while there is none.
   *
   * @param share such as 0.99
   */
  public synchronized double percentile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    return nanos[(int) (share * (count - 1))] / 1e6;
  }

  /** In milliseconds; not a number while there is none. */
  public synchronized double mean() {
    return Arrays.stream(nanos, 0, count).average().orElse(Double.NaN) / 1e6;
  }
}
