package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightedKappaTest {

  @Test
  void twoGradesGiveCohensKappa() {
    // 20 and 15 agreements, 5 and 10 disagreements: 0.7 observed against 0.5 expected.
    var one = new int[50];
    var other = new int[50];
    for (int i = 0; i < 50; i++) {
      one[i] = i < 25 ? 0 : 1;
      other[i] = i < 20 || (i >= 25 && i < 35) ? 0 : 1;
    }
    assertThat(WeightedKappa.of(one, other, 2).orElseThrow().value()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void beingFarOffCountsMore() {
    var known = new int[] {0, 1, 2, 3, 4, 4, 0, 2};
    var near = new int[] {1, 1, 2, 3, 4, 3, 0, 2};
    var far = new int[] {4, 1, 2, 3, 4, 0, 0, 2};
    assertThat(WeightedKappa.of(known, near, 5).orElseThrow().value())
        .isGreaterThan(WeightedKappa.of(known, far, 5).orElseThrow().value());
    assertThat(WeightedKappa.of(known, known, 5).orElseThrow().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theErrorIsWhatDrawingAgainGives() {
    var random = new Random(1);
    var values = new ArrayList<Double>();
    double stated = 0;
    for (int run = 0; run < 400; run++) {
      var known = new int[200];
      var given = new int[200];
      for (int i = 0; i < 200; i++) {
        known[i] = random.nextInt(5);
        given[i] = Math.clamp(known[i] + Math.round(random.nextGaussian()), 0, 4);
      }
      var kappa = WeightedKappa.of(known, given, 5).orElseThrow();
      values.add(kappa.value());
      stated += kappa.error() / 400;
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double spread =
        Math.sqrt(
            values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
    assertThat(stated).isCloseTo(spread, within(0.1 * spread));
  }

  @Test
  void thePublishedExampleOfTheErrorIsMet() {
    // Fleiss, Cohen and Everitt 1969: 200 diagnoses; kappa .429, variance .002885, and under these
    // weights .507, variance .003248.
    var counts = new double[][] {{106, 10, 4}, {22, 28, 10}, {2, 12, 6}};
    var plain =
        WeightedKappa.of(counts, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}).orElseThrow();
    assertThat(plain.value()).isCloseTo(0.429, within(0.0005));
    assertThat(plain.error() * plain.error()).isCloseTo(0.002885, within(0.000001));
    var weighted =
        WeightedKappa.of(
                counts, new double[][] {{1, 0, 0.4444}, {0, 1, 0.6667}, {0.4444, 0.6667, 1}})
            .orElseThrow();
    assertThat(weighted.value()).isCloseTo(0.507, within(0.0005));
    assertThat(weighted.error() * weighted.error()).isCloseTo(0.003248, within(0.000001));
    assertThat(weighted.papers()).isEqualTo(200);
  }

  @Test
  void thePublishedExampleOfWeightsIsMet() {
    // Cohen 1968: disagreements count 1, 3 and 6; kappa .492, and .348 so weighted.
    var counts = new double[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
    var weights = new double[][] {{1, 5 / 6.0, 0.5}, {5 / 6.0, 1, 0}, {0.5, 0, 1}};
    assertThat(WeightedKappa.of(counts, weights).orElseThrow().value())
        .isCloseTo(0.348, within(0.0005));
    assertThat(
            WeightedKappa.of(counts, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})
                .orElseThrow()
                .value())
        .isCloseTo(0.492, within(0.0005));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 60})
  void theIntervalHoldsTheTruthHoweverFewPapersThereAre(int papers) {
    for (double spread : new double[] {0.35, 0.6, 1, 3}) {
      var random = new Random(papers);
      double truth = drawn(200_000, spread, random).orElseThrow().value();
      int held = 0;
      int said = 0;
      for (int run = 0; run < 1_000; run++) {
        var kappa = drawn(papers, spread, random);
        said += kappa.isPresent() ? 1 : 0;
        held += kappa.filter(k -> k.low() <= truth && truth <= k.high()).isPresent() ? 1 : 0;
      }
      assertThat((double) held / said).as("spread %s", spread).isBetween(0.9, 0.98);
    }
  }

  /** Of a reviewer whose grades spread so far around the known ones. */
  private static Optional<WeightedKappa> drawn(int papers, double spread, Random random) {
    var known = random.ints(papers, 0, 5).toArray();
    var given =
        Arrays.stream(known)
            .map(k -> Math.clamp(k + Math.round(random.nextGaussian() * spread), 0, 4))
            .toArray();
    return WeightedKappa.of(known, given, 5);
  }

  @Test
  void agreementOnAFewPapersIsNoProof() {
    var grades = new int[] {0, 1, 2, 3, 4, 2};
    var kappa = WeightedKappa.of(grades, grades, 5).orElseThrow();
    assertThat(kappa.value()).isCloseTo(1, within(1e-12));
    assertThat(kappa.high()).isCloseTo(1, within(1e-12));
    assertThat(kappa.low()).isLessThan(0.7);
  }

  @Test
  void neitherTheOrderOfPapersNorWhoComesFirstMatters() {
    var one = new int[] {0, 1, 2, 3, 4, 4, 0, 2};
    var other = new int[] {1, 1, 2, 2, 4, 3, 0, 0};
    var kappa = WeightedKappa.of(one, other, 5).orElseThrow();
    var swapped = WeightedKappa.of(other, one, 5).orElseThrow();
    var turned =
        WeightedKappa.of(new int[] {2, 0, 4, 4, 3, 2, 1, 0}, new int[] {0, 0, 3, 4, 2, 2, 1, 1}, 5)
            .orElseThrow();
    for (WeightedKappa same : List.of(swapped, turned)) {
      assertThat(same.value()).isCloseTo(kappa.value(), within(1e-12));
      assertThat(same.error()).isCloseTo(kappa.error(), within(1e-12));
      assertThat(same.low()).isCloseTo(kappa.low(), within(1e-12));
    }
  }

  @Test
  void nothingCanBeSaidWithoutPapersOrWithoutVariation() {
    assertThat(WeightedKappa.of(new int[0], new int[0], 5)).isEmpty();
    assertThat(WeightedKappa.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 3, 4}, 5)).isEmpty();
    var same = new int[] {3, 3, 3, 3, 3, 3};
    assertThat(WeightedKappa.of(same, same, 5)).isEmpty();
  }

  @Test
  void gradesOutOfRangeAreRefused() {
    var one = new int[] {0, 1, 2};
    assertThatThrownBy(() -> WeightedKappa.of(one, new int[] {0, 1, 5}, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeightedKappa.of(one, new int[] {0, 1}, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
