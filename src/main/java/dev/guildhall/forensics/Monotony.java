package dev.guildhall.forensics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * Whether answers depend on where they stand and not on what they say. Where options are shown in
 * an order that is drawn, an honest person's choices fall on each place alike, whoever is right.
 */
public final class Monotony {

  // Below it the approximation of the distribution is not to be trusted.
  private static final int LEAST_EXPECTED = 5;

  private Monotony() {}

  /**
   * The chance of choices as uneven over the places as these, or more, of somebody who looks at
   * what stands there (Pearson 1900). 1 when there are too few to say.
   *
   * @param chosen how often each place was chosen
   */
  public static double unevenness(long[] chosen) {
    long all = Arrays.stream(chosen).sum();
    return chosen.length < 2 || all < (long) LEAST_EXPECTED * chosen.length
        ? 1
        : ChiSquareTest.withDefaults().test(chosen).getPValue();
  }

  /**
   * The chance that some place is chosen so often one after another as here, or more often, of
   * somebody who looks at what stands there; exact, by the number of sequences without such a run
   * (Feller 1968, XIII.7, for each place alike).
   *
   * @param choices the places, in order of time
   * @param places how many there are
   */
  public static double sameness(int[] choices, int places) {
    int longest = longestRun(choices);
    if (longest < 2 || places < 2) {
      return 1;
    }
    // By the length of the run that is going on, the chance that none was so long yet.
    var running = new double[longest];
    running[1 % longest] = 1;
    for (int i = 1; i < choices.length; i++) {
      double all = Arrays.stream(running).sum();
      for (int length = longest - 1; length > 1; length--) {
        running[length] = running[length - 1] / places;
      }
      running[1] = all * (places - 1) / places;
    }
    return 1 - Arrays.stream(running).sum();
  }

  private static int longestRun(int[] choices) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < choices.length; i++) {
      run = i > 0 && choices[i] == choices[i - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
