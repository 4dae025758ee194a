package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
