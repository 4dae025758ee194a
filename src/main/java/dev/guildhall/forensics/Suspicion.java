package dev.guildhall.forensics;

/**
 * Weighs, submission by submission, whether somebody answers without looking: Wald's sequential
 * probability ratio test (1945) of an honest weak worker against a cheat, begun anew whenever it
 * speaks for honesty (Page 1954), so that somebody who was good for long is found as soon as
 * somebody new.
 *
 * <p>Of honest people at most a share of {@code falseShare} is ever suspected from the beginning of
 * a test to its end, whatever the number of their submissions (Ville's inequality); with tests
 * begun anew, at most so many in each.
 *
 * @param evidence the sum of log likelihood ratios since the test was last begun, at least 0
 * @param submissions since then
 */
public record Suspicion(double evidence, int submissions) {

  /** Nothing seen. */
  public static final Suspicion NONE = new Suspicion(0, 0);

  // An answer that cannot be honest is a slip of the model, and no certainty.
  private static final double MOST_OF_ONE = 3;

  /**
   * After another submission. One of both likelihoods may be 0.
   *
   * @param honest how likely an honest weak worker gives that answer
   * @param cheat how likely somebody gives it who does not look
   */
  public Suspicion after(double honest, double cheat) {
    double sum = evidence + Math.min(MOST_OF_ONE, Math.log(cheat / honest));
    return sum <= 0 ? NONE : new Suspicion(sum, submissions + 1);
  }

  /** Whether an honest person gets here less often than that. */
  public boolean isBeyond(double falseShare) {
    return evidence >= -Math.log(falseShare);
  }
}
