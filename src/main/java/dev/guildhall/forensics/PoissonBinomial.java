package dev.guildhall.forensics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** How many of several independent things come about, each with a chance of its own. */
final class PoissonBinomial {

  private static final int MOST_EXACT = 500;

  private PoissonBinomial() {}

  /**
   * The chance of at least so many: exact, by convolution; beyond {@value #MOST_EXACT} by the
   * normal approximation with Volkova's correction for skewness (Hong 2013, 3.3), which errs by
   * less than a part in ten thousand.
   *
   * @param chances each from 0 to 1
   */
  static double atLeast(int count, double[] chances) {
    if (count <= 0) {
      return 1;
    }
    return chances.length > MOST_EXACT ? refined(count, chances) : exact(count, chances);
  }

  private static double exact(int count, double[] chances) {
    // The chance of each number below count so far; the rest is in the last place.
    var of = new double[count + 1];
    of[0] = 1;
    for (double chance : chances) {
      of[count] += of[count - 1] * chance;
      for (int k = count - 1; k > 0; k--) {
        of[k] = of[k] * (1 - chance) + of[k - 1] * chance;
      }
      of[0] *= 1 - chance;
    }
    return of[count];
  }

  private static double refined(int count, double[] chances) {
    double mean = 0;
    double variance = 0;
    double third = 0;
    for (double chance : chances) {
      double spread = chance * (1 - chance);
      mean += chance;
      variance += spread;
      third += spread * (1 - 2 * chance);
    }
    double deviation = Math.sqrt(variance);
    double x = (count - 0.5 - mean) / deviation;
    double skewness = third / (variance * deviation);
    var normal = NormalDistribution.of(0, 1);
    double above = normal.survivalProbability(x) - skewness * (1 - x * x) * normal.density(x) / 6;
    return Math.clamp(above, 0, 1);
  }
}
