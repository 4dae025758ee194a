package dev.guildhall.psychometrics;

import java.util.Optional;

/**
 * Agreement of two lists of grades beyond chance, where being far off counts more: Cohen's kappa
 * with quadratic weights (Cohen 1968), with its large-sample standard error (Fleiss, Cohen and
 * Everitt 1969).
 *
 * @param value at most 1; 0 is what chance gives
 * @param error standard error
 */
public record WeightedKappa(double value, double error) {

  private static final double NORMAL_97_5 = 1.959963984540054;

  /** The ends of the interval of 95 %, within the range that kappa has. */
  public double low() {
    return Math.max(-1, value - NORMAL_97_5 * error);
  }

  public double high() {
    return Math.min(1, value + NORMAL_97_5 * error);
  }

  /**
   * Of two gradings of the same papers.
   *
   * @param grades how many grades there are: 0 to {@code grades - 1}
   * @return empty where nothing can be said: no papers, or chance alone would agree on all
   */
  public static Optional<WeightedKappa> of(int[] one, int[] other, int grades) {
    int n = one.length;
    if (n == 0) {
      return Optional.empty();
    }
    var joint = new double[grades][grades];
    var rows = new double[grades];
    var columns = new double[grades];
    for (int i = 0; i < n; i++) {
      joint[one[i]][other[i]] += 1.0 / n;
      rows[one[i]] += 1.0 / n;
      columns[other[i]] += 1.0 / n;
    }
    double observed = 0;
    double expected = 0;
    var rowMeans = new double[grades];
    var columnMeans = new double[grades];
    for (int i = 0; i < grades; i++) {
      for (int j = 0; j < grades; j++) {
        double weight = weight(i, j, grades);
        observed += weight * joint[i][j];
        expected += weight * rows[i] * columns[j];
        rowMeans[i] += weight * columns[j];
        columnMeans[j] += weight * rows[i];
      }
    }
    if (expected >= 1 - 1e-12) {
      return Optional.empty();
    }
    double sum = 0;
    for (int i = 0; i < grades; i++) {
      for (int j = 0; j < grades; j++) {
        double term =
            weight(i, j, grades) * (1 - expected) - (rowMeans[i] + columnMeans[j]) * (1 - observed);
        sum += joint[i][j] * term * term;
      }
    }
    double off = observed * expected - 2 * expected + observed;
    double variance = (sum - off * off) / (n * Math.pow(1 - expected, 4));
    return Optional.of(
        new WeightedKappa(
            (observed - expected) / (1 - expected), Math.sqrt(Math.max(0, variance))));
  }

  private static double weight(int i, int j, int grades) {
    double apart = (double) (i - j) / Math.max(1, grades - 1);
    return 1 - apart * apart;
  }
}
