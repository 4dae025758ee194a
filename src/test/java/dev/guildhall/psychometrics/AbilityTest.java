package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.psychometrics.Ability.Scored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbilityTest {

  @Test
  void withoutAnAnswerItIsWhatTheOthersSay() {
    var answers =
        List.of(
            new Scored(new ItemParameters(1.2, -1), 1),
            new Scored(new ItemParameters(0.8, 0.5), 0.25),
            new Scored(new ItemParameters(2, 1), 0));

    var without = Ability.withoutEach(answers);

    assertThat(without).hasSize(3);
    for (int i = 0; i < answers.size(); i++) {
      var others = new ArrayList<>(answers);
      others.remove(i);
      assertThat(without.get(i).mean()).isCloseTo(Ability.of(others).mean(), within(1e-9));
      assertThat(without.get(i).error()).isCloseTo(Ability.of(others).error(), within(1e-9));
    }
  }

  @Test
  void withoutTheOnlyAnswerNothingIsKnown() {
    var alone = Ability.withoutEach(List.of(new Scored(new ItemParameters(1, 0), 1))).getFirst();

    assertThat(alone.mean()).isCloseTo(Ability.PRIOR.mean(), within(1e-9));
    assertThat(alone.error()).isCloseTo(1, within(1e-3));
    assertThat(Ability.withoutEach(List.of())).isEmpty();
  }
}
