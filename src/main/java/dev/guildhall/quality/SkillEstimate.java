package dev.guildhall.quality;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How good a worker is in a domain: the posterior of a binomial rate under a beta prior that is
 * centred on what the domain's workers reach together (Gelman et al., "Bayesian Data Analysis", 3rd
 * ed., 2.4). Little evidence leaves it near the others and wide.
 *
 * @param mean the probability that the next piece of work is right
 * @param lowerBound below it with a probability of one in twenty
 * @param observations how many judged or checked pieces it rests on
 */
public record SkillEstimate(double mean, double lowerBound, int observations) {

  /** Which rule has made an estimate; another one gets another name. */
  static final String RULE = "beta-1";

  // The prior weighs as much as so many observations.
  private static final double PRIOR_WEIGHT = 6;
  private static final double LOWER = 0.05;
  private static final double USUAL_AT_FIRST = 0.8;
  private static final int FEW = 20;
  private static final double USUAL_LEAST = 0.3;
  private static final double USUAL_MOST = 0.95;

  /**
   * What others reach, drawn to what is usual anywhere while there are few of them.
   *
   * @param right how many of {@code observations} of others were right
   */
  public static double usual(double right, int observations) {
    double reached = (right + USUAL_AT_FIRST * FEW) / (observations + (double) FEW);
    return Math.clamp(reached, USUAL_LEAST, USUAL_MOST);
  }

  /**
   * @param right how many of {@code observations} were right; half right counts as a half
   * @param usual what the domain's workers reach together, 0 to 1
   */
  public static SkillEstimate of(double right, int observations, double usual) {
    double alpha = usual * PRIOR_WEIGHT + right;
    double beta = (1 - usual) * PRIOR_WEIGHT + observations - right;
    return new SkillEstimate(
        alpha / (alpha + beta),
        BetaDistribution.of(alpha, beta).inverseCumulativeProbability(LOWER),
        observations);
  }
}
