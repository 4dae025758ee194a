package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.http.Contract;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoQualificationTest {

  private static final Contract CONTRACT = Contract.load();
  private static final String ORGANISATION = "org_00000000000000000000000000";

  static List<DemoQualification> shelf() {
    return DemoQualification.SHELF.stream().map(DemoQualification::load).toList();
  }

  private static void assertTaken(String operation, JsonObject body) {
    assertThat(CONTRACT.operation(operation).body().errors(body, "")).as(body.encode()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everythingIsAsTheInterfaceTakesIt(DemoQualification demo) {
    assertTaken("createQualification", demo.draft().put("organisation_id", ORGANISATION));
    assertTaken("createTest", demo.plan());
    for (Object item : demo.items()) {
      assertTaken("createItem", ((JsonObject) item).put("organisation_id", ORGANISATION));
    }
    for (var paper : demo.validity()) {
      assertTaken("addValidityPaper", paper.draft());
    }
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everyItemHasAKeyOfItsOwn(DemoQualification demo) {
    assertThat(keys(demo)).doesNotContainNull().doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void papersWithKnownGradesAreGradedByTheLinesOfTheirItem(DemoQualification demo) {
    for (var paper : demo.validity()) {
      var item =
          demo.items().stream()
              .map(JsonObject.class::cast)
              .filter(one -> one.getString("external_key").equals(paper.item()))
              .findFirst()
              .orElseThrow();
      var lines =
          item.getJsonObject("key").getJsonObject("rubric").getJsonArray("lines").stream()
              .map(line -> ((JsonObject) line).getString("key"))
              .toList();

      assertThat(paper.draft().getJsonObject("grades").fieldNames())
          .containsExactlyInAnyOrderElementsOf(lines);
    }
  }

  private static List<String> keys(DemoQualification demo) {
    return demo.items().stream()
        .map(item -> ((JsonObject) item).getString("external_key"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void whatPeopleHaveAnsweredIsOfItemsThatAreThere(DemoQualification demo) {
    var answers = demo.description().getJsonObject("answers", new JsonObject());

    assertThat(keys(demo)).containsAll(answers.fieldNames());
    for (String item : answers.fieldNames()) {
      assertThat(answers.getJsonArray(item)).as(item).hasSize(demo.takers());
    }
  }
}
