package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonotonyTest {

  private static final int PLACES = 4;
  private static final int CHOICES = 60;

  /**
   * Options stand in an order that is drawn; the lazy take one place more often than they should.
   */
  private static int[] choices(double lazy, SplittableRandom random) {
    return IntStream.range(0, CHOICES)
        .map(_ -> random.nextDouble() < lazy ? 0 : random.nextInt(PLACES))
        .toArray();
  }

  private static double unevenness(int[] choices) {
    var chosen = new long[PLACES];
    IntStream.of(choices).forEach(place -> chosen[place]++);
    return Monotony.unevenness(chosen);
  }

  @Test
  void whoTakesOnePlaceIsToldFromWhoReads() {
    var random = new SplittableRandom(1);
    double[] honest =
        IntStream.range(0, 4_000).mapToDouble(_ -> -unevenness(choices(0, random))).toArray();
    double[] lazy =
        IntStream.range(0, 1_000)
            .mapToDouble(_ -> -unevenness(choices(0.3 + random.nextDouble() / 2, random)))
            .toArray();

    var roc = new Roc(honest, lazy);

    assertThat(roc.area()).isGreaterThan(0.97);
    assertThat(roc.foundAt(0.001)).isGreaterThan(0.7);
  }

  @Test
  void theChanceIsWhatItSays() {
    var random = new SplittableRandom(2);
    double uneven =
        IntStream.range(0, 20_000).filter(_ -> unevenness(choices(0, random)) < 0.05).count();
    double same =
        IntStream.range(0, 20_000)
            .filter(_ -> Monotony.sameness(choices(0, random), PLACES) < 0.05)
            .count();

    assertThat(uneven / 20_000).isCloseTo(0.05, within(0.01));
    assertThat(same / 20_000).as("at most, for runs are whole numbers").isBetween(0.005, 0.051);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 0.5", "3, 2, 0.75", "3, 4, 0.4375", "3, 1, 1"})
  void runsOfTwoAreCountedExactly(int length, int places, double chance) {
    int[] choices = new int[length];
    choices[length - 1] = length == 2 ? 0 : 1;

    assertThat(Monotony.sameness(choices, places)).isCloseTo(chance, within(1e-12));
  }

  @Test
  void aLongRunIsUnlikely() {
    int[] choices = new int[CHOICES];
    for (int i = 0; i < 40; i++) {
      choices[i] = i % PLACES;
    }

    assertThat(Monotony.sameness(choices, PLACES)).isLessThan(1e-9);
  }

  @Test
  void ofTooFewNothingIsSaid() {
    assertThat(Monotony.unevenness(new long[] {19, 0, 0, 0})).isEqualTo(1);
    assertThat(Monotony.unevenness(new long[] {500})).isEqualTo(1);
    assertThat(Monotony.unevenness(new long[0])).isEqualTo(1);
    assertThat(Monotony.sameness(new int[0], PLACES)).isEqualTo(1);
    assertThat(Monotony.sameness(new int[] {2}, PLACES)).isEqualTo(1);
  }
}
