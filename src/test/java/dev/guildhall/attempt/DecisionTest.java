package dev.guildhall.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.exam.TestPlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 3",
    "0.7, 0.7, 2",
    "0.69, 0.7, ",
    // The whole would do for level 3, its second section does not.
    "1.0, 0.75, 2",
    // Three quarters of 0.9 and one of 0.1.
    "0.9, 0.1, 2"
  })
  void theHighestLevelThatIsMetCounts(double first, double second, Integer level) {
    var decision = Decision.of(plan(), List.of(first, second));

    assertThat(decision.level()).isEqualTo(level);
    assertThat(decision.score()).isEqualTo((3 * first + second) / 4);
  }

  @Test
  void sumsOfDecimalsThatComeToTheCutAreAtTheCut() {
    // 0.1 + 0.2 and the like are a hair off.
    double score = (1 - 0.9) * 7;

    assertThat(score).isLessThan(0.7);
    assertThat(Decision.of(plan(), List.of(score, score)).level()).isEqualTo(2);
  }

  @Test
  void aSectionThatWasTakenOutIsAskedOfNobody() {
    var decision = Decision.of(plan(), Arrays.asList(0.9, null));

    assertThat(decision.score()).isEqualTo(0.9);
    assertThat(decision.level()).isEqualTo(3);
    assertThat(Decision.sections(decision.detail(plan()))).containsExactly(0.9, null);
  }

  @Test
  void aBetterScoreNeverGetsALowerLevel() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      double first = random.nextDouble();
      double second = random.nextDouble();
      double more = first + (1 - first) * random.nextDouble();

      assertThat(level(more, second)).isGreaterThanOrEqualTo(level(first, second));
    }
  }

  private static int level(double first, double second) {
    var level = Decision.of(plan(), List.of(first, second)).level();
    return level == null ? 0 : level;
  }

  /** Two sections, the first of three times the weight; level 3 wants 0.8 of the second too. */
  private static TestPlan plan() {
    return TestPlan.parse(
        new JsonObject()
            .put("introduction", "Read.")
            .put(
                "sections",
                new JsonArray().add(section("first").put("weight", 3)).add(section("second")))
            .put(
                "passes",
                new JsonArray()
                    .add(new JsonObject().put("level", 2).put("score", 0.7))
                    .add(
                        new JsonObject()
                            .put("level", 3)
                            .put("score", 0.85)
                            .put("sections", new JsonObject().put("second", 0.8)))));
  }

  private static JsonObject section(String key) {
    return new JsonObject()
        .put("key", key)
        .put("title", key)
        .put("draws", new JsonArray().add(new JsonObject().put("count", 1)));
  }
}
