package dev.guildhall.forensics;

import java.util.Arrays;

/**
 * How somebody types: how many of the pauses between two keys were how long, in {@value #BUCKETS}
 * buckets, each half an octave wide, from under 32 ms to over 4 s. Nothing of what was typed.
 */
public final class Rhythm {

  static final int BUCKETS = 16;
  private static final double SHORTEST_MILLIS = 32;
  private static final int BUCKETS_AN_OCTAVE = 2;

  private final double[] counts;

  private Rhythm(double[] counts) {
    this.counts = counts;
  }

  /** Of pauses in milliseconds; negative ones are no pauses, and left out. */
  public static Rhythm of(double... millis) {
    var counts = new double[BUCKETS];
    Arrays.stream(millis).filter(pause -> pause >= 0).forEach(pause -> counts[bucket(pause)]++);
    return new Rhythm(counts);
  }

  /**
   * As a device reports it.
   *
   * @throws IllegalArgumentException when it has another number of buckets, or one is negative
   */
  public static Rhythm ofCounts(int... counts) {
    if (counts.length != BUCKETS || Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "a rhythm has " + BUCKETS + " counts, none of them negative");
    }
    return new Rhythm(Arrays.stream(counts).asDoubleStream().toArray());
  }

  private static int bucket(double millis) {
    double octaves = Math.log(Math.max(millis, 1) / SHORTEST_MILLIS) / Math.log(2);
    return Math.clamp((int) Math.floor(octaves * BUCKETS_AN_OCTAVE) + 1, 0, BUCKETS - 1);
  }

  /** How many pauses. */
  public double size() {
    return Arrays.stream(counts).sum();
  }

  double[] counts() {
    return counts;
  }

  Rhythm plus(Rhythm other) {
    var sum = counts.clone();
    Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
    return new Rhythm(sum);
  }

  Rhythm times(double factor) {
    return new Rhythm(Arrays.stream(counts).map(count -> count * factor).toArray());
  }
}
