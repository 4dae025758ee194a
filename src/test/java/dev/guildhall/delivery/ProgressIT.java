package dev.guildhall.delivery;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.money.Money;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProgressIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  @Test
  void figuresAreThoseOfTheRows() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var first = project.task("first");
    project.accepted(first, 0, "yes");
    project.accepted(first, 1, "yes");
    var second = project.task("second");
    project.accepted(second, 0, "no");
    project.submitted(second, 1, new JsonObject().put("label", "yes"));
    project.judged(
        project.submitted(second, 2, new JsonObject().put("label", "no")), "soft_reject", null);
    var gold =
        project.task(
            "gold", new JsonObject().put("text", "known"), new JsonObject().put("label", "yes"));
    project.accepted(gold, 0, "yes");
    project.accepted(gold, 1, "no");
    test.sql("update task set state = 'done' where id = $1", first);

    var progress = progress(progresses(project), project);

    assertThat(progress.tasks()).isEqualTo(new Progress.Tasks(2, 1, 0, 1));
    assertThat(progress.submissions()).isEqualTo(new Progress.Submissions(10, 0, 0, 1, 3, 1));
    assertThat(progress.money())
        .isEqualTo(
            new Progress.Spent(
                new Money(90_000_000, "USD"),
                new Money(5_000_000, "USD"),
                new Money(6 * 250_000, "USD")));
    assertThat(progress.goldAccuracy()).contains(new Progress.GoldAccuracy(2, 1));
    assertThat(progress.workers()).isEqualTo(3);
    assertThat(progress.medianSeconds()).isEqualTo(20);
    assertThat(progress.labels())
        .containsExactly(new Progress.Label("yes", 3), new Progress.Label("no", 1));
    // Votes yes yes / no yes: n = 4, o = 2, e = (16 - 10) / 3.
    assertThat(progress.agreement()).contains(0.0);
    assertThat(progress.series().stream().mapToLong(Progress.Quarter::submitted).sum())
        .isEqualTo(5);
    assertThat(progress.series().stream().mapToLong(Progress.Quarter::accepted).sum()).isEqualTo(3);
    // Six are missing; five came in the last minute, which is the shortest time that a speed is
    // taken of.
    assertThat(progress.etaSeconds().orElseThrow()).isBetween(72L, 90L);
  }

  @Test
  void aProjectWithoutWorkHasNoSpeedAndNoAgreement() {
    var project = Arranged.project(test, "writing", new JsonObject().put("question", "Go"), 1);
    project.task("only");

    var progress = progress(progresses(project), project);

    assertThat(progress.etaSeconds()).isEmpty();
    assertThat(progress.agreement()).isEmpty();
    assertThat(progress.goldAccuracy()).isEmpty();
    assertThat(progress.medianSeconds()).isZero();
    assertThat(progress.series()).isEmpty();
  }

  @Test
  void figuresAreComputedAgainAfterTwoSeconds() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 1);
    var task = project.task("only");
    var progresses = progresses(project);
    assertThat(progress(progresses, project).submissions().accepted()).isZero();

    project.accepted(task, 0, "yes");

    assertThat(progress(progresses, project).submissions().accepted()).isZero();
    test.time().advance(Duration.ofSeconds(3));
    assertThat(progress(progresses, project).submissions().accepted()).isEqualTo(1);
  }

  @Test
  void figuresThatTakeLongAreComputedMoreRarely() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 1);
    var task = project.task("only");
    var progresses = progresses(project);
    var asked =
        await(
            test.platform()
                .database()
                .inTransaction(
                    tx ->
                        tx.query("lock table task in access exclusive mode")
                            .execute()
                            .map(
                                _ -> {
                                  var pending = asked(progresses, project);
                                  test.time().advance(Duration.ofSeconds(1));
                                  return List.of(pending, asked(progresses, project));
                                })));
    assertThat(await(asked.getFirst())).isSameAs(await(asked.getLast()));
    project.accepted(task, 0, "yes");

    test.time().advance(Duration.ofSeconds(19));
    assertThat(progress(progresses, project).submissions().accepted()).isZero();
    test.time().advance(Duration.ofSeconds(2));
    assertThat(progress(progresses, project).submissions().accepted()).isEqualTo(1);
  }

  @Test
  void resultsShowMajoritiesInLoadingOrderAndLeaveGoldOut() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var first = project.task("first");
    project.accepted(first, 0, "yes");
    project.accepted(first, 1, "yes");
    var fixed = project.submitted(first, 2, new JsonObject().put("label", "yes"));
    project.judged(fixed, "accept_with_fix", new JsonObject().put("label", "no"));
    var tie = project.task("tie");
    project.accepted(tie, 0, "yes");
    project.accepted(tie, 1, "no");
    project.task("empty");
    project.task("gold", new JsonObject().put("text", "x"), new JsonObject().put("label", "yes"));
    var results = new Results(test.platform(), new Open(project.accountId()));

    var page =
        await(results.page(Open.principal(project.accountId()), project.id(), Optional.empty(), 2));

    assertThat(page)
        .extracting(placed -> placed.result().key().orElseThrow())
        .containsExactly("first", "tie", "empty");
    assertThat(page.get(0).result().answer()).contains("yes");
    assertThat(page.get(0).result().distribution()).contains(Map.of("yes", 2L, "no", 1L));
    assertThat(page.get(1).result().answer()).isEmpty();
    assertThat(page.get(1).result().submissions()).isEqualTo(2);
    assertThat(page.get(2).result().answer()).isEmpty();
    assertThat(page.get(2).result().submissions()).isZero();
  }

  private static Progresses progresses(Arranged project) {
    return new Progresses(test.platform(), new Open(project.accountId()));
  }

  private static Progress progress(Progresses progresses, Arranged project) {
    return await(asked(progresses, project));
  }

  private static Future<Progress> asked(Progresses progresses, Arranged project) {
    return progresses.of(Open.principal(project.accountId()), project.id());
  }
}
