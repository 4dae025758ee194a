package dev.guildhall.app;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectKind;
import dev.guildhall.project.Template;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoProjectTest {

  private static final Contract CONTRACT = Contract.load();
  private static final Map<String, String> IDS =
      DemoQualification.SHELF.stream().collect(toMap(it -> it, _ -> "qlf_" + "0".repeat(26)));

  static Iterable<String> shelf() {
    return DemoMarket.SHELF;
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everyProjectIsOneThatTheInterfaceTakes(String name) {
    var project = DemoProject.load(name);

    var errors = CONTRACT.operation("createProject").body().errors(project.draft(IDS), "");

    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void everyTaskAndAnswerFitsItsTemplate(String name) {
    var project = DemoProject.load(name);
    var draft = project.draft(IDS);
    var kind = Sql.constant(ProjectKind.class, draft.getString("kind"));
    var template = Template.parse(kind, draft.getJsonObject("template"));

    for (var task : project.tasks()) {
      assertThat(template.inputErrors(task.getJsonObject("input"))).as(task.encode()).isEmpty();
      for (int n = 0; project.answer(task.getString("key"), n) != null; n++) {
        assertThat(template.outputErrors(project.answer(task.getString("key"), n)))
            .as(task.encode())
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shelf")
  void theBudgetCoversEverySubmissionAndTasksAreLeft(String name) {
    var project = DemoProject.load(name);
    var draft = project.draft(IDS);
    var price = new BigDecimal(draft.getJsonObject("price").getString("amount"));
    int overlap = draft.getInteger("overlap");

    var cost = price.multiply(BigDecimal.valueOf((long) overlap * project.tasks().size()));

    assertThat(project.budget()).isGreaterThanOrEqualTo(cost);
    assertThat(project.tasks().stream().filter(task -> task.containsKey("answers")).count())
        .isLessThanOrEqualTo(project.tasks().size() - 4L);
  }
}
