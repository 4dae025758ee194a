package dev.guildhall.experiment;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.experiment.Experiment.Arm;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.testing.TestPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExperimentsIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final Lots LOTS = new Lots(new Secret("a secret for tests only"));

  @Test
  void aUnitStaysUnderItsArmOnEveryNode() {
    var here = new Experiments(test.platform(), LOTS);
    var there = new Experiments(test.platform(), LOTS);
    assertThat(await(desk().start("colours", Map.of("blue", 500, "green", 500)))).isTrue();
    await(here.refresh());
    await(there.refresh());
    for (int i = 0; i < 50; i++) {
      UUID unit = UUID.randomUUID();

      var arm = await(here.arm("colours", unit));

      assertThat(arm).isPresent();
      assertThat(await(there.arm("colours", unit))).isEqualTo(arm);
      assertThat(await(here.arm("colours", unit))).isEqualTo(arm);
    }
  }

  @Test
  void itIsInTheLogBeforeItHasAnEffectAndOnce() {
    var experiments = new Experiments(test.platform(), LOTS);
    await(desk().start("sizes", Map.of("large", 1_000)));
    await(experiments.refresh());
    UUID unit = UUID.randomUUID();

    await(experiments.arm("sizes", unit));
    await(new Experiments(test.platform(), LOTS).refresh());
    await(experiments.arm("sizes", unit));

    assertThat(test.sql("select arm from exposure where unit_id = $1", unit)).hasSize(1);
  }

  @Test
  void oneOfANameRunsAtATimeAndNobodyIsUnderOneThatEnded() {
    var experiments = new Experiments(test.platform(), LOTS);
    assertThat(await(desk().start("words", Map.of("short", 1_000)))).isTrue();
    assertThat(await(desk().start("words", Map.of("long", 1_000)))).isFalse();

    assertThat(await(desk().stop("words"))).isTrue();
    await(experiments.refresh());

    assertThat(await(experiments.arm("words", UUID.randomUUID()))).isEmpty();
    assertThat(await(desk().stop("words"))).isFalse();
  }

  @Test
  void unitsFallIntoArmsByTheirShares() {
    var experiment =
        new Experiment(UUID.randomUUID(), "any", List.of(new Arm("a", 100), new Arm("b", 300)));
    var counts = new HashMap<Optional<String>, Integer>();
    int units = 200_000;
    for (int i = 0; i < units; i++) {
      counts.merge(experiment.arm(LOTS.share("unit " + i)), 1, Integer::sum);
    }

    assertThat((double) counts.get(Optional.of("a")) / units).isEqualTo(0.1, within(0.003));
    assertThat((double) counts.get(Optional.of("b")) / units).isEqualTo(0.3, within(0.004));
    assertThat((double) counts.get(Optional.<String>empty()) / units).isEqualTo(0.6, within(0.004));
  }

  @Test
  void aSplitThatIsNotAsPlannedIsNoticed() {
    var halves =
        new Experiment(UUID.randomUUID(), "any", List.of(new Arm("a", 500), new Arm("b", 500)));

    assertThat(ExperimentDesk.standing(halves, Map.of("a", 5_020L, "b", 4_980L)).sampleRatio())
        .isGreaterThan(0.05);
    assertThat(ExperimentDesk.standing(halves, Map.of("a", 5_300L, "b", 4_700L)).sampleRatio())
        .isLessThan(0.001);
    assertThat(ExperimentDesk.standing(halves, Map.of()).sampleRatio()).isEqualTo(1);
  }

  private static ExperimentDesk desk() {
    return new ExperimentDesk(test.platform().database().client(), test.platform().ids());
  }
}
