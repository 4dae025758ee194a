package dev.guildhall.market;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** A mean over replications with its 95 % interval by Student's t. */
public record Interval(double mean, double low, double high) {

  static Interval of(double[] values) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    double half = TDistribution.of(n - 1).inverseCumulativeProbability(0.975) * error;
    return new Interval(mean, mean - half, mean + half);
  }

  /** Whether zero is outside, on one side. */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
