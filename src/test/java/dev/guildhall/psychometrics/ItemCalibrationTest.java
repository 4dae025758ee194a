package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ItemCalibrationTest {

  /** What people answer who each get half of the items. */
  private static ItemCalibration.Scores answers(
      List<ItemParameters> items, int people, Random random) {
    var person = new ArrayList<Integer>();
    var item = new ArrayList<Integer>();
    var score = new ArrayList<Double>();
    for (int p = 0; p < people; p++) {
      double ability = random.nextGaussian();
      for (int j = 0; j < items.size(); j++) {
        if ((p + j) % 2 == 0) {
          person.add(p);
          item.add(j);
          score.add(random.nextDouble() < items.get(j).chance(ability) ? 1.0 : 0.0);
        }
      }
    }
    return new ItemCalibration.Scores(
        people,
        items.size(),
        person.stream().mapToInt(Integer::intValue).toArray(),
        item.stream().mapToInt(Integer::intValue).toArray(),
        score.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<ItemParameters> bank(int size, Random random) {
    var items = new ArrayList<ItemParameters>();
    for (int j = 0; j < size; j++) {
      items.add(new ItemParameters(0.6 + random.nextDouble() * 1.4, random.nextGaussian()));
    }
    return items;
  }

  @Test
  void itemsAreRecoveredWithErrorsThatHold() {
    int covered = 0;
    int all = 0;
    double bias = 0;
    for (long seed = 0; seed < 4; seed++) {
      var random = new Random(seed);
      var items = bank(30, random);
      var result = ItemCalibration.of(answers(items, 1_500, random), Map.of());
      assertThat(result.converged()).isTrue();
      for (int j = 0; j < items.size(); j++) {
        var found = result.items().get(j);
        var truth = items.get(j);
        all += 2;
        covered +=
            Math.abs(found.difficulty() - truth.difficulty()) < 1.96 * found.difficultyError()
                ? 1
                : 0;
        covered +=
            Math.abs(found.discrimination() - truth.discrimination())
                    < 1.96 * found.discriminationError()
                ? 1
                : 0;
        bias += (found.difficulty() - truth.difficulty()) / 120;
      }
    }
    assertThat((double) covered / all).isBetween(0.90, 0.99);
    assertThat(bias).isCloseTo(0, within(0.05));
  }

  @Test
  void aWrongKeyShowsAsNegativeDiscrimination() {
    var random = new Random(3);
    var items = bank(20, random);
    var wrong = new ItemParameters(-1.2, 0);
    items.set(7, wrong);
    var result = ItemCalibration.of(answers(items, 800, random), Map.of());
    assertThat(result.items().get(7).discrimination()).isNegative();
    assertThat(result.items().get(7).pointBiserial()).isNegative();
  }

  @Test
  void anItemThatNobodyGetsWrongHasAFiniteEstimate() {
    var random = new Random(4);
    var items = bank(10, random);
    items.set(0, new ItemParameters(1, -30));
    var found = ItemCalibration.of(answers(items, 300, random), Map.of()).items().getFirst();
    assertThat(found.difficulty()).isBetween(-12.0, -2.0);
    assertThat(found.proportionRight()).isEqualTo(1);
  }

  @Test
  void anchoredItemsStayWhereTheyAre() {
    var random = new Random(5);
    var items = bank(10, random);
    var result =
        ItemCalibration.of(answers(items, 300, random), Map.of(2, new ItemParameters(1.3, 0.4)));
    assertThat(result.items().get(2).difficulty()).isCloseTo(0.4, within(1e-9));
    assertThat(result.items().get(2).discrimination()).isCloseTo(1.3, within(1e-9));
  }

  @Test
  void theOrderOfAnswersDoesNotMatter() {
    var random = new Random(6);
    var scores = answers(bank(12, random), 200, random);
    var backwards =
        new ItemCalibration.Scores(
            scores.people(),
            scores.items(),
            reversed(scores.person()),
            reversed(scores.item()),
            IntStream.range(0, scores.score().length)
                .mapToDouble(i -> scores.score()[scores.score().length - 1 - i])
                .toArray());
    var one = ItemCalibration.of(scores, Map.of());
    var other = ItemCalibration.of(backwards, Map.of());
    for (int j = 0; j < 12; j++) {
      var item = one.items().get(j);
      var same = other.items().get(j);
      assertThat(same.difficulty()).isCloseTo(item.difficulty(), within(1e-6));
      assertThat(same.discriminationError()).isCloseTo(item.discriminationError(), within(1e-6));
      assertThat(same.pointBiserial()).isCloseTo(item.pointBiserial(), within(1e-6));
    }
  }

  private static int[] reversed(int[] values) {
    return IntStream.range(0, values.length).map(i -> values[values.length - 1 - i]).toArray();
  }

  @Test
  void anItemWithoutAnswersIsWhatThePriorsSay() {
    var random = new Random(7);
    var scores = answers(bank(8, random), 100, random);
    var more = new ItemCalibration.Scores(100, 9, scores.person(), scores.item(), scores.score());
    var item = ItemCalibration.of(more, Map.of()).items().get(8);
    assertThat(item.answers()).isZero();
    assertThat(item.discrimination()).isCloseTo(1, within(1e-6));
    assertThat(item.difficulty()).isCloseTo(0, within(1e-6));
    assertThat(item.discriminationError()).isCloseTo(0.75, within(1e-6));
  }

  @Test
  void halfOfTheCreditMakesAnItemHarderThanAllOfIt() {
    var random = new Random(8);
    var scores = answers(bank(10, random), 400, random);
    var partial = scores.score().clone();
    for (int i = 0; i < partial.length; i++) {
      partial[i] = scores.item()[i] == 3 ? partial[i] / 2 : partial[i];
    }
    var whole = ItemCalibration.of(scores, Map.of()).items();
    var half =
        ItemCalibration.of(
                new ItemCalibration.Scores(400, 10, scores.person(), scores.item(), partial),
                Map.of())
            .items();
    assertThat(half.get(3).difficulty()).isGreaterThan(whole.get(3).difficulty() + 0.5);
    assertThat(half.get(3).proportionRight())
        .isCloseTo(whole.get(3).proportionRight() / 2, within(1e-12));
    assertThat(half.get(4).difficulty()).isCloseTo(whole.get(4).difficulty(), within(0.1));
  }

  @Test
  void scoresOutOfRangeAreRefused() {
    assertThatThrownBy(() -> scores(0, 1.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scores(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scores(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new ItemCalibration.Scores(1, 1, new int[1], new int[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ItemCalibration.Scores scores(int person, double score) {
    return new ItemCalibration.Scores(1, 1, new int[] {person}, new int[1], new double[] {score});
  }

  @Test
  void theIntervalOfAnAbilityHoldsTheTruth() {
    var random = new Random(9);
    int held = 0;
    for (int person = 0; person < 2_000; person++) {
      double truth = random.nextGaussian();
      var scored =
          bank(20, random).stream()
              .map(
                  item ->
                      new Ability.Scored(item, random.nextDouble() < item.chance(truth) ? 1 : 0))
              .toList();
      var ability = Ability.of(scored);
      held += ability.low() <= truth && truth <= ability.high() ? 1 : 0;
    }
    assertThat(held / 2_000.0).isBetween(0.93, 0.97);
  }

  @Test
  void aBetterScoreIsAHigherAbility() {
    var items = bank(10, new Random(10));
    double last = Double.NEGATIVE_INFINITY;
    for (int right = 0; right <= 10; right++) {
      int solved = right;
      double mean =
          Ability.of(
                  IntStream.range(0, 10)
                      .mapToObj(j -> new Ability.Scored(items.get(j), j < solved ? 1 : 0))
                      .toList())
              .mean();
      assertThat(mean).isGreaterThan(last);
      last = mean;
    }
    assertThat(Ability.of(List.of()).mean()).isCloseTo(0, within(1e-9));
    assertThat(Ability.of(List.of()).error()).isCloseTo(1, within(1e-3));
  }

  @Test
  void abilityIsEstimatedWithAnErrorThatShrinks() {
    var item = new ItemParameters(1.5, 0);
    var few = Ability.of(List.of(new Ability.Scored(item, 1), new Ability.Scored(item, 0)));
    assertThat(few.mean()).isCloseTo(0, within(1e-6));
    var scored = new ArrayList<Ability.Scored>();
    for (int i = 0; i < 20; i++) {
      scored.add(new Ability.Scored(item, i % 4 == 0 ? 0 : 1));
    }
    var many = Ability.of(scored);
    assertThat(many.error()).isLessThan(few.error());
    assertThat(many.mean()).isBetween(0.4, 0.9);
  }
}
