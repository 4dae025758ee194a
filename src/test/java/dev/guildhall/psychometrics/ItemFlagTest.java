package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.psychometrics.ItemCalibration.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of items of which the truth is known. */
final class ItemFlagTest {

  private static final int KEY = 0;
  private static final int RIGHT = 2;
  private static final int OPTIONS = 4;

  /** What 400 people choose of four options; of the last item the key is not what is right. */
  private static final class Sitting {
    final ItemCalibration.Result result;
    final List<DistractorTable> tables = new ArrayList<>();

    Sitting(List<ItemParameters> items, boolean lastKeyIsWrong, Random random) {
      int people = 400;
      int n = people * items.size();
      var person = new int[n];
      var item = new int[n];
      var option = new int[n];
      var score = new double[n];
      for (int i = 0, p = 0; p < people; p++) {
        double ability = random.nextGaussian();
        for (int j = 0; j < items.size(); j++, i++) {
          int right = lastKeyIsWrong && j == items.size() - 1 ? RIGHT : KEY;
          person[i] = p;
          item[i] = j;
          option[i] =
              random.nextDouble() < items.get(j).chance(ability)
                  ? right
                  : (right + 1 + random.nextInt(OPTIONS - 1)) % OPTIONS;
          score[i] = option[i] == KEY ? 1 : 0;
        }
      }
      result =
          ItemCalibration.of(
              new ItemCalibration.Scores(people, items.size(), person, item, score), Map.of());
      for (int j = 0; j < items.size(); j++) {
        int of = j;
        var rows = IntStream.range(0, n).filter(i -> item[i] == of).toArray();
        tables.add(
            DistractorTable.of(
                OPTIONS,
                IntStream.of(rows).map(i -> option[i]).toArray(),
                IntStream.of(rows)
                    .mapToDouble(i -> result.people().get(person[i]).mean())
                    .toArray()));
      }
    }

    Set<ItemFlag> flags(int item) {
      return ItemFlag.of(result.items().get(item), tables.get(item), KEY);
    }
  }

  private static List<ItemParameters> bank(Random random) {
    return random
        .doubles(24)
        .mapToObj(
            lot ->
                new ItemParameters(0.9 + lot, Math.clamp(random.nextGaussian() * 0.7, -1.3, 1.3)))
        .toList();
  }

  @Test
  void goodItemsAreSeldomFlagged() {
    int flagged = 0;
    for (long seed = 0; seed < 5; seed++) {
      var random = new Random(seed);
      var sitting = new Sitting(bank(random), false, random);
      flagged += (int) IntStream.range(0, 24).filter(j -> !sitting.flags(j).isEmpty()).count();
    }
    // Of 120.
    assertThat(flagged).isLessThanOrEqualTo(3);
  }

  @Test
  void aKeyThatIsWrongIsFound() {
    int found = 0;
    for (long seed = 0; seed < 8; seed++) {
      var random = new Random(seed);
      var sitting = new Sitting(bank(random), true, random);
      found += sitting.flags(23).contains(ItemFlag.KEY_SUSPECT) ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(7);
  }

  @Test
  void itemsThatAreTooEasyTooHardOrTellNothingAreFound() {
    var random = new Random(1);
    var items = new ArrayList<>(bank(random));
    items.set(0, new ItemParameters(1, -4.5));
    items.set(1, new ItemParameters(1.5, 3));
    items.set(2, new ItemParameters(0, 0));
    items.set(3, new ItemParameters(-1, 0));
    var sitting = new Sitting(items, false, random);
    assertThat(sitting.flags(0)).contains(ItemFlag.TOO_EASY, ItemFlag.DEAD_DISTRACTOR);
    assertThat(sitting.flags(1)).contains(ItemFlag.TOO_HARD);
    assertThat(sitting.flags(2)).contains(ItemFlag.WEAK_DISCRIMINATION);
    assertThat(sitting.flags(3)).contains(ItemFlag.NEGATIVE_DISCRIMINATION);
  }

  @Test
  void aFewAnswersSayNothing() {
    var bad = new Estimate(-3, 0.1, 0, 0.1, ItemFlag.LEAST_ANSWERS - 1, 0.01, -0.9);
    assertThat(ItemFlag.of(bad)).containsExactly(ItemFlag.TOO_FEW_ANSWERS);
  }

  @Test
  void aCommonMistakeIsNoWrongKey() {
    // Most choose option 1, the able less often than others.
    var table =
        new DistractorTable(new int[] {5, 90, 5}, new int[] {15, 80, 5}, new int[] {30, 68, 2});
    assertThat(table.isKeySuspect(0)).isFalse();
    assertThat(table.isKeySuspect(2)).isTrue();
    assertThat(table.dead(0)).isEmpty();
    assertThat(table.choices()).isEqualTo(300);
  }

  @Test
  void thirdsAreOfAbilityInWhateverOrderTheChoicesCome() {
    var table =
        DistractorTable.of(2, new int[] {1, 0, 0, 1, 0, 1}, new double[] {3, -3, 0, 0.1, -2, 4});
    assertThat(table.lower()).containsExactly(2, 0);
    assertThat(table.middle()).containsExactly(1, 1);
    assertThat(table.upper()).containsExactly(0, 2);
    var equal = DistractorTable.of(2, new int[] {1, 0, 0}, new double[] {0, 0, 0});
    assertThat(equal.middle()).containsExactly(2, 1);
    assertThat(DistractorTable.of(2, new int[0], new double[0]).isKeySuspect(0)).isFalse();
  }

  @Test
  void anOptionThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> DistractorTable.of(2, new int[] {2}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DistractorTable.of(2, new int[] {1}, new double[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
