package dev.guildhall.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.grading.Grades.Given;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradesTest {

  private static final String TEXT = "The tide is the moon's.";
  private static final GradingRubric RUBRIC = rubric(1);

  private static GradingRubric rubric(double tolerance) {
    return new GradingRubric(
        List.of(
            new GradingRubric.Line("clear", "Clear", null, 4, 2, 1, Map.of()),
            new GradingRubric.Line("true_to_facts", "True", null, 5, 3, 1, Map.of())),
        tolerance);
  }

  private static Grades grades(int clear, int facts) {
    return Grades.parse(
        new JsonObject()
            .put("clear", new JsonObject().put("grade", clear))
            .put("true_to_facts", new JsonObject().put("grade", facts)));
  }

  private static JsonObject failed(Object reason, int start, int end) {
    return new JsonObject()
        .put("grade", 1)
        .put("reason", reason)
        .put("evidence", new JsonArray().add(new JsonObject().put("start", start).put("end", end)));
  }

  private static List<String> errors(JsonObject clear) {
    return Grades.parse(
            new JsonObject()
                .put("clear", clear)
                .put("true_to_facts", new JsonObject().put("grade", 3)))
        .errors(RUBRIC, TEXT)
        .stream()
        .map(FieldError::pointer)
        .toList();
  }

  @Test
  void everyLineIsGradedWithinItsBounds() {
    assertThat(grades(2, 5).errors(RUBRIC, TEXT)).isEmpty();
    assertThat(grades(5, 3).errors(RUBRIC, TEXT))
        .extracting(FieldError::pointer)
        .containsExactly("/grades/clear/grade");
    assertThat(Grades.NONE.errors(RUBRIC, TEXT))
        .extracting(FieldError::pointer)
        .containsExactly("/grades/clear", "/grades/true_to_facts");
    var unknown = Grades.parse(new JsonObject().put("style", new JsonObject().put("grade", 1)));
    assertThat(unknown.draftErrors(RUBRIC))
        .extracting(FieldError::pointer)
        .containsExactly("/grades/style");
  }

  @Test
  void whatFailsALineNeedsAReasonAndAQuotationOfTheText() {
    assertThat(errors(new JsonObject().put("grade", 1)))
        .containsExactly("/grades/clear/reason", "/grades/clear/evidence");
    assertThat(errors(failed("It ends too early.", 0, 8))).isEmpty();
    assertThat(errors(failed("  ", 0, 8))).containsExactly("/grades/clear/reason");
    assertThat(errors(failed("It ends too early.", 0, TEXT.length() + 1)))
        .containsExactly("/grades/clear/evidence/0");
    assertThat(errors(failed("It ends too early.", 5, 5)))
        .containsExactly("/grades/clear/evidence/0");
    assertThat(
            Grades.parse(
                    new JsonObject()
                        .put("clear", new JsonObject().put("grade", 0).put("reason", "Empty."))
                        .put("true_to_facts", new JsonObject().put("grade", 3)))
                .errors(RUBRIC, " "))
        .as("there is nothing to quote")
        .isEmpty();
  }

  @Test
  void evidenceIsCountedInUtf16Units() {
    String moon = "🌙 pulls";
    assertThat(new Grades.Span(0, 2).of(moon)).isEqualTo("🌙");
    assertThat(new Grades.Span(0, moon.length()).isWithin(moon)).isTrue();
  }

  @Test
  void theSameGradesAreWrittenTheSameWay() {
    var once =
        Grades.parse(
            new JsonObject()
                .put("true_to_facts", new JsonObject().put("grade", 3L))
                .put("clear", failed("x", 0, 1)));
    assertThat(Grades.parse(new JsonObject(once.json().encode()))).isEqualTo(once);
  }

  @Test
  void gradersAgreeWhenNoLineIsFurtherApartThanTolerated() {
    for (double tolerance : new double[] {0, 0.5, 1, 2.5, 5}) {
      for (int a = 0; a <= 4; a++) {
        for (int b = 0; b <= 4; b++) {
          for (int c = 0; c <= 5; c++) {
            var agree = Grades.agree(rubric(tolerance), grades(a, c), grades(b, 3));

            assertThat(agree)
                .isEqualTo(Math.max(Math.abs(a - b), Math.abs(c - 3)) <= tolerance)
                .isEqualTo(Grades.agree(rubric(tolerance), grades(b, 3), grades(a, c)));
          }
        }
      }
    }
  }

  @Test
  void whatIsCorrectedStaysWithinTheLineAndIsTheSameWhileNothingIsKnown() {
    var random = new SplittableRandom(4);
    for (int i = 0; i < 1_000; i++) {
      int a = random.nextInt(5);
      int b = random.nextInt(5);
      double strict = random.nextDouble(-6, 6);
      double lenient = random.nextDouble(-6, 6);
      var plain =
          Grades.mean(RUBRIC, List.of(new Given(grades(a, 3), 0), new Given(grades(b, 3), 0)));
      var mean =
          Grades.mean(
              RUBRIC, List.of(new Given(grades(a, 3), strict), new Given(grades(b, 3), lenient)));

      assertThat(plain.corrected()).isEqualTo(plain.plain()).containsEntry("clear", (a + b) / 2.0);
      assertThat(mean.plain()).isEqualTo(plain.plain());
      assertThat(mean.corrected().get("clear"))
          .isBetween(0.0, 4.0)
          .isEqualTo((Math.clamp(a + strict, 0, 4) + Math.clamp(b + lenient, 0, 4)) / 2);
    }
  }

  @Test
  void aStrictReviewersGradesAreRaised() {
    var mean =
        Grades.mean(RUBRIC, List.of(new Given(grades(2, 3), 0.5), new Given(grades(3, 3), 0)));

    assertThat(mean.corrected()).containsEntry("clear", 2.75).containsEntry("true_to_facts", 3.25);
  }
}
