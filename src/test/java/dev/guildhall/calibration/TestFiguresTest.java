package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.calibration.TestFigures.Asked;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.psychometrics.ItemParameters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestFiguresTest {

  private static final TestFigures FIGURES = new TestFigures(plan(0.5));

  private static TestPlan plan(double cut) {
    return TestPlan.parse(
        new JsonObject()
            .put("introduction", "Read.")
            .put(
                "sections",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("key", "one")
                            .put("title", "One")
                            .put("draws", new JsonArray().add(new JsonObject().put("count", 20)))))
            .put(
                "passes", new JsonArray().add(new JsonObject().put("level", 2).put("score", cut))));
  }

  private static List<Asked> form(int items, double difficulty) {
    return IntStream.range(0, items)
        .mapToObj(_ -> new Asked(0, new ItemParameters(1.5, difficulty)))
        .toList();
  }

  @Test
  void theErrorAtTheCutIsThatOfSoManyEvenChances() {
    assertThat(FIGURES.errorAtCut(form(25, 0.7))).isCloseTo(0.1, within(1e-6));
    assertThat(FIGURES.errorAtCut(form(100, 0.7))).isCloseTo(0.05, within(1e-6));
    assertThat(TestFigures.difficulty(form(25, 0.7))).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void longFormsJudgeAlikeShortOnesLessAndUnequalOnesLeast() {
    double longer = alike(form(60, 0), form(60, 0));
    double shorter = alike(form(8, 0), form(8, 0));
    double unequal = alike(form(60, -1), form(60, 1));

    assertThat(longer).isBetween(0.97, 1.0);
    assertThat(shorter).isBetween(0.7, longer - 0.05);
    assertThat(unequal).isLessThan(longer - 0.2);
  }

  private static double alike(List<Asked> one, List<Asked> other) {
    return FIGURES.equalDecisions(List.of(one, other)).orElseThrow();
  }

  @Test
  void oneFormCannotBeCompared() {
    assertThat(FIGURES.equalDecisions(List.of(form(10, 0)))).isEmpty();
    assertThat(FIGURES.equalDecisions(List.of(form(10, 0), List.of()))).isEmpty();
  }

  @Test
  void theNormalDistributionIsNear() {
    assertThat(TestFigures.normal(0)).isCloseTo(0.5, within(1e-6));
    assertThat(TestFigures.normal(1.959964)).isCloseTo(0.975, within(1e-6));
    assertThat(TestFigures.normal(-1)).isCloseTo(0.1586553, within(1e-6));
  }
}
