package dev.guildhall.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SkillEstimateTest {

  @Test
  void withoutEvidenceItIsWhatIsUsualAndWide() {
    var nothing = SkillEstimate.of(0, 0, 0.8);

    assertThat(nothing.mean()).isEqualTo(0.8, within(1e-9));
    assertThat(nothing.lowerBound()).isBetween(0.4, 0.6);
  }

  @Test
  void evidenceOutweighsWhatIsUsualAndNarrowsIt() {
    var few = SkillEstimate.of(9, 10, 0.5);
    var many = SkillEstimate.of(90, 100, 0.5);

    assertThat(few.mean()).isLessThan(many.mean()).isGreaterThan(0.5);
    assertThat(many.mean()).isEqualTo(0.9, within(0.03));
    assertThat(many.mean() - many.lowerBound()).isLessThan(few.mean() - few.lowerBound());
  }

  /** The bound keeps its word for people drawn from the prior that it assumes. */
  @Test
  void oneInTwentyIsWorseThanTheLowerBound() {
    var random = new Random(7);
    int worse = 0;
    int people = 4_000;
    for (int i = 0; i < people; i++) {
      double skill = betaDraw(random, 0.8 * 6, 0.2 * 6);
      int right = 0;
      for (int n = 0; n < 20; n++) {
        right += random.nextDouble() < skill ? 1 : 0;
      }
      worse += skill < SkillEstimate.of(right, 20, 0.8).lowerBound() ? 1 : 0;
    }

    assertThat((double) worse / people).isEqualTo(0.05, within(0.012));
  }

  private static double betaDraw(Random random, double alpha, double beta) {
    double a = gammaDraw(random, alpha);
    return a / (a + gammaDraw(random, beta));
  }

  /** Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000. */
  private static double gammaDraw(Random random, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
