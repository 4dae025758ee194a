package dev.guildhall.simulation;

import java.util.concurrent.ConcurrentLinkedQueue;

/** When submissions were acknowledged, since the first claim. */
final class Throughput {

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final long start = System.nanoTime();

  void count() {
    nanos.add(System.nanoTime() - start);
  }

  double seconds() {
    return nanos.stream().mapToLong(Long::longValue).max().orElse(0) / 1e9;
  }

  /** Submissions per second in each of {@code parts} equal parts of the run. */
  double[] perSecond(int parts) {
    var rates = new double[parts];
    double width = seconds() / parts;
    if (width == 0) {
      return rates;
    }
    for (long at : nanos) {
      rates[Math.min(parts - 1, (int) (at / 1e9 / width))] += 1 / width;
    }
    return rates;
  }
}
