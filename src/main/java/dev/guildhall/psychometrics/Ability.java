package dev.guildhall.psychometrics;

import java.util.List;

/**
 * What is known of somebody's ability, in logits on the scale on which the population is standard
 * normal.
 *
 * @param mean of the posterior
 * @param error its standard deviation
 */
public record Ability(double mean, double error) {

  /** Before anything was answered. */
  public static final Ability PRIOR = new Ability(0, 1);

  private static final double NORMAL_97_5 = 1.959963984540054;

  /** The lower end of the interval that holds the ability with 95 %. */
  public double low() {
    return mean - NORMAL_97_5 * error;
  }

  public double high() {
    return mean + NORMAL_97_5 * error;
  }

  /** An item and what was scored on it, 0 to 1. */
  public record Scored(ItemParameters item, double score) {}

  /**
   * The expected ability given the scores (expected a posteriori, Bock and Mislevy 1982), with a
   * standard normal prior. A score between 0 and 1 counts as that part of a right answer.
   */
  public static Ability of(List<Scored> answers) {
    var posterior = Quadrature.LOG_WEIGHTS.clone();
    for (Scored answer : answers) {
      for (int q = 0; q < Quadrature.POINTS; q++) {
        posterior[q] +=
            Logistic.likelihood(
                answer.item().discrimination() * (Quadrature.NODES[q] - answer.item().difficulty()),
                answer.score());
      }
    }
    Quadrature.normalise(posterior);
    double mean = 0;
    double square = 0;
    for (int q = 0; q < Quadrature.POINTS; q++) {
      mean += posterior[q] * Quadrature.NODES[q];
      square += posterior[q] * Quadrature.NODES[q] * Quadrature.NODES[q];
    }
    return new Ability(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }
}
