package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
  void nothingCanBeSaidWithoutPapersOrWithoutVariation() {
    assertThat(WeightedKappa.of(new int[0], new int[0], 5)).isEmpty();
    assertThat(WeightedKappa.of(new int[] {3, 3}, new int[] {3, 3}, 5)).isEmpty();
  }
}
