package dev.guildhall.psychometrics;

/** The logistic function and its logarithm, safe far from zero. */
final class Logistic {

  private Logistic() {}

  static double of(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /** The logarithm of {@link #of}. */
  static double log(double x) {
    return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
  }

  /** The logarithm of the likelihood of a score between 0 and 1 at the logit {@code x}. */
  static double likelihood(double x, double score) {
    return score * log(x) + (1 - score) * log(-x);
  }
}
