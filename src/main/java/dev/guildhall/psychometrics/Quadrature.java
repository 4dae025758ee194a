package dev.guildhall.psychometrics;

/** Fixed points over a standard normal ability, with their weights. */
final class Quadrature {

  static final int POINTS = 41;
  private static final double REACH = 5;

  static final double[] NODES = new double[POINTS];
  static final double[] LOG_WEIGHTS = new double[POINTS];

  static {
    double sum = 0;
    for (int q = 0; q < POINTS; q++) {
      NODES[q] = -REACH + 2 * REACH * q / (POINTS - 1);
      sum += Math.exp(-NODES[q] * NODES[q] / 2);
    }
    for (int q = 0; q < POINTS; q++) {
      LOG_WEIGHTS[q] = -NODES[q] * NODES[q] / 2 - Math.log(sum);
    }
  }

  private Quadrature() {}

  /** Turns log weights into a distribution in place, and gives the logarithm of their sum. */
  static double normalise(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = 0;
    for (int q = 0; q < logs.length; q++) {
      logs[q] = Math.exp(logs[q] - most);
      sum += logs[q];
    }
    for (int q = 0; q < logs.length; q++) {
      logs[q] /= sum;
    }
    return most + Math.log(sum);
  }
}
