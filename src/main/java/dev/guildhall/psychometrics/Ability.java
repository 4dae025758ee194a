package dev.guildhall.psychometrics;

import java.util.Arrays;
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
    return of(posterior);
  }

  private static Ability of(double[] logs) {
    Quadrature.normalise(logs);
    double mean = 0;
    double square = 0;
    for (int q = 0; q < Quadrature.POINTS; q++) {
      mean += logs[q] * Quadrature.NODES[q];
      square += logs[q] * Quadrature.NODES[q] * Quadrature.NODES[q];
    }
    return new Ability(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }

  /**
   * The same without each of the answers in turn, in their order: what the others say of who gave
   * it.
   */
  public static List<Ability> withoutEach(List<Scored> answers) {
    var parts = new double[answers.size()][Quadrature.POINTS];
    var all = Quadrature.LOG_WEIGHTS.clone();
    for (int i = 0; i < parts.length; i++) {
      var answer = answers.get(i);
      for (int q = 0; q < Quadrature.POINTS; q++) {
        parts[i][q] =
            Logistic.likelihood(
                answer.item().discrimination() * (Quadrature.NODES[q] - answer.item().difficulty()),
                answer.score());
        all[q] += parts[i][q];
      }
    }
    return Arrays.stream(parts)
        .map(
            part -> {
              var others = all.clone();
              for (int q = 0; q < Quadrature.POINTS; q++) {
                others[q] -= part[q];
              }
              return of(others);
            })
        .toList();
  }
}
