package dev.guildhall.simulation;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** How long one kind of request took, every single one. */
final class LatencyRecorder {

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  <T> T time(Supplier<T> request) {
    long start = System.nanoTime();
    T answer = request.get();
    nanos.add(System.nanoTime() - start);
    return answer;
  }

  /** Milliseconds, in ascending order. */
  double[] sortedMillis() {
    return nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
  }

  /** The smallest value that {@code share} of {@code sorted} do not exceed; 0 without values. */
  static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }
}
