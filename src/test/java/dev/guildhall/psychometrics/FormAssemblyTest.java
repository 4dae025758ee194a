package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.psychometrics.FormAssembly.Candidate;
import dev.guildhall.psychometrics.FormAssembly.Draw;
import dev.guildhall.psychometrics.FormAssembly.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FormAssemblyTest {

  private static List<Candidate> bank(int size, Random random) {
    var bank = new ArrayList<Candidate>();
    for (int i = 0; i < size; i++) {
      bank.add(new Candidate(random.nextGaussian(), random.nextInt(50), false));
    }
    return bank;
  }

  @Test
  void formsAreEquallyDifficultAndDifferent() {
    var random = new Random(1);
    var bank = bank(60, random);
    var draws =
        List.of(
            new Draw(5, IntStream.range(0, 40).toArray()),
            new Draw(5, IntStream.range(20, 60).toArray()));
    var forms = new ArrayList<List<Integer>>();
    for (int form = 0; form < 200; form++) {
      var drawn = (Outcome.Drawn) FormAssembly.draw(bank, draws, 0.2, 0.1, random);
      var items = drawn.items().stream().flatMapToInt(Arrays::stream).boxed().sorted().toList();
      assertThat(items).doesNotHaveDuplicates().hasSize(10);
      assertThat(Arrays.stream(drawn.items().get(0))).allMatch(i -> i < 40);
      assertThat(Arrays.stream(drawn.items().get(1))).allMatch(i -> i >= 20);
      assertThat(items.stream().mapToDouble(i -> bank.get(i).difficulty()).average().orElseThrow())
          .isCloseTo(0.2, within(0.1 + 1e-9));
      forms.add(items);
    }
    assertThat(forms.stream().distinct().count()).isGreaterThan(190);
  }

  @Test
  void whatWasShownLessIsDrawnMore() {
    var bank = new ArrayList<Candidate>();
    for (int i = 0; i < 20; i++) {
      bank.add(new Candidate(0, i < 10 ? 0 : 100, false));
    }
    var random = new Random(2);
    int fresh = 0;
    for (int form = 0; form < 200; form++) {
      var drawn =
          (Outcome.Drawn)
              FormAssembly.draw(
                  bank, List.of(new Draw(5, IntStream.range(0, 20).toArray())), 0, 1, random);
      fresh += (int) Arrays.stream(drawn.items().getFirst()).filter(i -> i < 10).count();
    }
    assertThat(fresh).isGreaterThan(900);
  }

  @Test
  void whatIsAvoidedComesOnlyWhereThereIsNothingElse() {
    var bank =
        List.of(new Candidate(0, 0, true), new Candidate(0, 9, false), new Candidate(0, 9, false));
    var draw = List.of(new Draw(2, new int[] {0, 1, 2}));
    var drawn = (Outcome.Drawn) FormAssembly.draw(bank, draw, 0, 1, new Random(3));
    assertThat(drawn.items().getFirst()).containsExactlyInAnyOrder(1, 2);
    var all =
        (Outcome.Drawn)
            FormAssembly.draw(bank, List.of(new Draw(3, new int[] {0, 1, 2})), 0, 1, new Random(3));
    assertThat(all.items().getFirst()).hasSize(3);
  }

  @Test
  void aBankThatIsTooSmallOrTooEasyIsToldSo() {
    var bank = List.of(new Candidate(-2, 0, false), new Candidate(-1, 0, false));
    assertThat(
            FormAssembly.draw(bank, List.of(new Draw(3, new int[] {0, 1})), 0, 0.3, new Random(4)))
        .isEqualTo(new Outcome.TooFew(0, 2, 3));
    assertThat(
            FormAssembly.draw(bank, List.of(new Draw(2, new int[] {0, 1})), 0, 0.3, new Random(4)))
        .isEqualTo(new Outcome.NotEqual(-1.5));
  }

  @Test
  void adaptiveFormsEndWhenEnoughIsKnown() {
    var random = new Random(5);
    var bank = new ArrayList<ItemParameters>();
    for (int i = 0; i < 300; i++) {
      bank.add(new ItemParameters(0.8 + random.nextDouble(), random.nextGaussian() * 1.3));
    }
    var rule = new AdaptiveChoice(0.35, 5, 40);
    double error = 0;
    double length = 0;
    for (int person = 0; person < 100; person++) {
      double truth = random.nextGaussian();
      var left = new ArrayList<>(bank);
      var scored = new ArrayList<Ability.Scored>();
      var ability = Ability.PRIOR;
      while (!rule.isOver(scored.size(), ability)) {
        var item = left.remove(AdaptiveChoice.next(left, ability, random).orElseThrow());
        scored.add(new Ability.Scored(item, random.nextDouble() < item.chance(truth) ? 1 : 0));
        ability = Ability.of(scored);
      }
      error += Math.pow(ability.mean() - truth, 2) / 100;
      length += scored.size() / 100.0;
    }
    assertThat(Math.sqrt(error)).isLessThan(0.45);
    assertThat(length).isBetween(8.0, 25.0);
  }
}
