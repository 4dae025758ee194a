package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Spammers and sleepers among weak but honest workers, by what others answered. */
class SuspicionTest {

  private static final int ANSWERS = 4;
  private static final int PEOPLE = 4_000;
  private static final int SUBMISSIONS = 200;
  private static final double FALSE_SHARE = 0.001;
  // What is expected of somebody honest at least.
  private static final double WEAK = 0.7;
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * After how many submissions somebody is suspected.
   *
   * @param good before which submission the person is honest
   * @param able how often such a one is right
   */
  private static int found(int good, double able, SplittableRandom random) {
    var suspicion = Suspicion.NONE;
    for (int i = 0; i < SUBMISSIONS; i++) {
      boolean right = random.nextDouble() < (i < good ? able : 1.0 / ANSWERS);
      // Whoever gave the key or voted is wrong now and then, and most often all err alike.
      boolean agrees = random.nextDouble() < 0.03 ? random.nextInt(ANSWERS) == 0 : right;
      double honest = agrees ? WEAK : (1 - WEAK) / (ANSWERS - 1);
      suspicion = suspicion.after(honest, 1.0 / ANSWERS);
      if (i >= good && suspicion.isBeyond(FALSE_SHARE)) {
        return i - good + 1;
      }
    }
    return NEVER;
  }

  private static int[] found(int good, double able, long seed) {
    var random = new SplittableRandom(seed);
    return IntStream.range(0, PEOPLE).map(_ -> found(good, able, random)).sorted().toArray();
  }

  private static double share(int[] found, int within) {
    return Arrays.stream(found).filter(after -> after <= within).count() / (double) found.length;
  }

  @Test
  void spammersAreFoundWithinSomeSubmissions() {
    int[] spammers = found(0, 0, 1);

    assertThat(spammers[PEOPLE / 2]).isBetween(8, 16);
    assertThat(share(spammers, 20)).isGreaterThan(0.75);
    assertThat(share(spammers, 40)).isGreaterThan(0.99);
  }

  @Test
  void whoHasBeenGoodForLongIsFoundAsSoon() {
    int[] sleepers = found(120, 0.92, 2);

    assertThat(sleepers[PEOPLE / 2]).isBetween(8, 16);
    assertThat(share(sleepers, 45)).isGreaterThan(0.98);
  }

  @Test
  void ableWorkersAreLeftAlone() {
    assertThat(share(honest(0.9), SUBMISSIONS)).isLessThan(0.0005);
  }

  @Test
  void weakWorkersAreSuspectedSeldom() {
    assertThat(share(honest(0.75), SUBMISSIONS)).isLessThan(0.03);
  }

  /** Everybody who is honest to the end, and suspected all the same. */
  private static int[] honest(double able) {
    var random = new SplittableRandom((long) (able * 100));
    return IntStream.range(0, PEOPLE)
        .map(
            _ -> {
              var suspicion = Suspicion.NONE;
              for (int i = 0; i < SUBMISSIONS; i++) {
                boolean right = random.nextDouble() < able;
                suspicion =
                    suspicion.after(right ? WEAK : (1 - WEAK) / (ANSWERS - 1), 1.0 / ANSWERS);
                if (suspicion.isBeyond(FALSE_SHARE)) {
                  return i + 1;
                }
              }
              return NEVER;
            })
        .sorted()
        .toArray();
  }

  @Test
  void noSingleSubmissionDecides() {
    var suspicion = Suspicion.NONE.after(1e-12, 1);

    assertThat(suspicion.isBeyond(0.05)).isTrue();
    assertThat(suspicion.isBeyond(FALSE_SHARE)).isFalse();
    assertThat(suspicion.after(1, 1e-12)).isEqualTo(Suspicion.NONE);
  }
}
