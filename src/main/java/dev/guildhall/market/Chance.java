package dev.guildhall.market;

import java.util.SplittableRandom;

/**
 * Draws of one thing's own: the same seed and thing always draw the same, whatever else is drawn.
 */
final class Chance {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Chance(long state) {
    this.random = new SplittableRandom(state);
  }

  /** The stream of the thing that {@code keys} name. */
  static Chance of(long seed, long... keys) {
    long state = mixed(seed + GOLDEN);
    for (long key : keys) {
      state = mixed(state ^ (key + GOLDEN));
    }
    return new Chance(state);
  }

  /** A single draw for the thing that {@code keys} name, in [0, 1). */
  static double share(long seed, long... keys) {
    return of(seed, keys).share();
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable generators", 2014). */
  private static long mixed(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  double share() {
    return random.nextDouble();
  }

  boolean happens(double probability) {
    return share() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double between(double low, double high) {
    return low + (high - low) * share();
  }

  /** Uniform in the logarithm. */
  double spread(double low, double high) {
    return Math.exp(between(Math.log(low), Math.log(high)));
  }

  double normal(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  /** Log-normal with this median. */
  double around(double median, double deviation) {
    return median * Math.exp(normal(0, deviation));
  }

  /** Exponential with this mean. */
  double after(double mean) {
    return -mean * Math.log(1 - share());
  }

  /** How many of so many trials succeed. */
  int binomial(int trials, double probability) {
    int count = 0;
    for (int i = 0; i < trials; i++) {
      count += happens(probability) ? 1 : 0;
    }
    return count;
  }
}
