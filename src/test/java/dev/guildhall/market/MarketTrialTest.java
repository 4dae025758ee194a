package dev.guildhall.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.market.MarketTrial.Figures;
import dev.guildhall.market.MarketTrial.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MarketTrialTest {

  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final MarketSetting SMALL = new MarketSetting(1, 200, 10, 50, 0.8, 100, 5_000, 10);
  private static final List<Scheme> TWO = List.of(Scheme.FIRST_COME, Scheme.usual(WINDOW));

  private static Result result;

  // Not in an initialiser: the threads that replicate would wait for this class.
  @BeforeAll
  static void run() {
    result = trial(SMALL);
  }

  @Test
  void theSameSeedGivesTheSameSummary() {
    var tiny = new MarketSetting(1, 40, 2, 50, 0.8, 100, 5_000, 2);

    assertThat(MarketSummary.of(trial(tiny))).isEqualTo(MarketSummary.of(trial(tiny)));
  }

  @Test
  void expertiseAndPayBuyMoreQualityThanFirstCome() {
    var better = interval(usual(), Measure.RIGHT_MONEY_SHARE);

    assertThat(better.low()).isPositive();
  }

  @Test
  void scriptsGainAtMostTwoPointsOfTheEarningsByPolling() {
    var gain = usual().own().get(Measure.POLLING_GAIN_EARNINGS_POINTS);

    assertThat(Objects.requireNonNull(gain).mean()).isLessThan(2);
  }

  @Test
  void expertsAreUsedMoreForWhatOnlyTheyCanDo() {
    assertThat(interval(usual(), Measure.EXPERT_USE).mean()).isPositive();
  }

  @Test
  void theSameForAllIsNoSpreadAndAllForOneIsAll() {
    assertThat(Measured.gini(new double[] {3, 3, 3, 3})).isZero();
    assertThat(Measured.gini(new double[] {0, 0, 0, 8})).isEqualTo(0.75);
  }

  @Test
  void anIntervalIsStudents() {
    var interval = Interval.of(new double[] {1, 2, 3, 4, 5});

    assertThat(interval.mean()).isEqualTo(3);
    assertThat(interval.high() - interval.mean()).isBetween(1.962, 1.964);
  }

  @Test
  void noTaskIsGivenTwiceToOneNorMoreOftenThanItsOverlap() {
    var batch = new Drops(1, SMALL).draw(new Population(1, SMALL).draw()).getFirst();
    var stock = new Stock(batch);
    var given = new int[batch.tasks()];
    for (int worker = 0; worker < 2 * batch.overlap(); worker++) {
      int before = -1;
      for (int task = stock.take(worker, batch.at()); task >= 0; ) {
        assertThat(task).isGreaterThan(before);
        before = task;
        given[task]++;
        task = stock.take(worker, batch.at());
      }
    }

    assertThat(Arrays.stream(given).allMatch(times -> times == batch.overlap())).isTrue();
  }

  private Figures usual() {
    return result.schemes().values().stream().skip(1).findFirst().orElseThrow();
  }

  private static Interval interval(Figures figures, Measure measure) {
    return Objects.requireNonNull(figures.against().get(measure));
  }

  private static Result trial(MarketSetting setting) {
    return new MarketTrial(7, setting, TWO).run(_ -> {});
  }
}
