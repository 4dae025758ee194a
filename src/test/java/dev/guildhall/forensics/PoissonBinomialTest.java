package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class PoissonBinomialTest {

  @Test
  void equalChancesAreBinomial() {
    double[] chances = new double[40];
    Arrays.fill(chances, 0.3);
    var binomial = BinomialDistribution.of(40, 0.3);

    for (int count = 0; count <= 41; count++) {
      assertThat(PoissonBinomial.atLeast(count, chances))
          .isCloseTo(count > 40 ? 0 : binomial.survivalProbability(count - 1), within(1e-12));
    }
  }

  @Test
  void whatIsRareIsExactToTheLastDigits() {
    double[] chances = new double[100];
    Arrays.fill(chances, 0.001);

    assertThat(PoissonBinomial.atLeast(100, chances) / 1e-300).isCloseTo(1, within(1e-9));
  }

  @Test
  void theApproximationMeetsTheExactOneWhereItTakesOver() {
    var random = new SplittableRandom(4);
    double[] many = random.doubles(501).map(share -> 0.1 + 0.4 * share).toArray();
    double[] one = Arrays.copyOf(many, 500);
    double mean = Arrays.stream(many).sum();

    for (int over = -20; over <= 40; over += 10) {
      int count = (int) mean + over;
      double last = many[500];
      double exact =
          last * PoissonBinomial.atLeast(count - 1, one)
              + (1 - last) * PoissonBinomial.atLeast(count, one);
      assertThat(PoissonBinomial.atLeast(count, many)).isCloseTo(exact, within(1e-4));
    }
  }
}
