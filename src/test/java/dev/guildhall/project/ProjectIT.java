package dev.guildhall.project;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.account.Role;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static ProjectFixture world;
  private static Projects projects;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    projects = world.module().projects();
  }

  @Test
  void aDraftIsKeptWithItsGuidelineAndItsEvent() {
    var project =
        world.draft(
            json(
                "{'requirements':{'languages':[{'language':'en','level':'fluent'}]},'budget':{'amount':'5','currency':'USD'}}"));

    assertThat(world.now(project)).isEqualTo(project);
    assertThat(project.state()).isEqualTo(ProjectState.DRAFT);
    assertThat(project.budget()).hasToString("Money[micros=5000000, currency=USD]");
    assertThat(project.review()).isEqualTo(ReviewPlan.DEFAULT);
    var guideline = await(projects.guideline(test.platform().database().client(), project.id(), 1));
    assertThat(guideline.map(Guideline::summary)).contains("Read, then choose.");
    assertThat(test.sql("select type from event where subject_id = $1", project.id().value()))
        .extracting(row -> row.getString("type"))
        .containsExactly("project.created");
  }

  @Test
  void termsThatMakeNoSenseAreRefusedTogether() {
    var refusal =
        catchThrowableOfType(
            Refusal.Invalid.class,
            () ->
                world.draft(
                    json(
                        "{'price':{'amount':'0','currency':'USD'},'budget':{'amount':'5','currency':'EUR'},'review':{'mode':'sample'}}")));

    assertThat(refusal.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/price/amount", "/budget/currency", "/review/sample_permille");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEM", "ZWL", "XAU", "XXX", "XTS", "XDR", "USN", "ZZZ"})
  void aPriceIsInACurrencyThatSomeCountryUses(String currency) {
    var price = new JsonObject().put("amount", "1").put("currency", currency);

    var refusal =
        catchThrowableOfType(
            Refusal.Invalid.class, () -> world.draft(new JsonObject().put("price", price)));

    assertThat(refusal.errors())
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/price/currency", "unknown_currency"));
  }

  @Test
  void strangersSeeNothingAndViewersChangeNothing() {
    var project = world.draft();

    assertThatThrownBy(() -> await(projects.visible(world.stranger(), project.id(), Role.VIEWER)))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessageContaining("project");
    var viewer = world.member(Role.VIEWER);
    assertThat(await(projects.visible(viewer, project.id(), Role.VIEWER))).isEqualTo(project);
    assertThatThrownBy(() -> await(projects.visible(viewer, project.id(), Role.EDITOR)))
        .isInstanceOf(Refusal.Forbidden.class);
  }

  @Test
  void aDraftChangesInEverythingButItsKind() {
    var project = world.draft();

    var changed =
        world.update(
            project,
            json(
                "{'name':'Moods','price':{'amount':'0.2','currency':'EUR'},'overlap':3,'gold_permille':100}"));

    assertThat(changed.name()).isEqualTo("Moods");
    assertThat(changed.price().currency()).isEqualTo("EUR");
    assertThat(changed.overlap()).isEqualTo(3);
    assertThat(changed.version()).isEqualTo(2);
  }

  @Test
  void aChangeOfAnOldVersionIsRefusedAndShowsTheCurrentOne() {
    var project = world.draft();
    var changed = world.update(project, json("{'name':'Second'}"));

    var refusal =
        catchThrowableOfType(
            Refusal.Conflict.class, () -> world.update(project, json("{'name':'Third'}")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
    assertThat(refusal.current()).isEqualTo(ProjectView.of(changed));
  }

  @Test
  void aLaunchedProjectKeepsWhatWorkersAgreedTo() {
    var project = launched(1_000);

    var refusal =
        catchThrowableOfType(
            Refusal.Conflict.class,
            () ->
                world.update(
                    project,
                    json("{'name':'New','overlap':3,'price':{'amount':'0.2','currency':'USD'}}")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.PROJECT_FROZEN_FIELD);
    assertThat(refusal.arguments()).containsEntry("fields", "overlap, price");
    assertThat(
            world
                .update(
                    project,
                    json(
                        "{'name':'New','overlap':2,'requirements':{'languages':[{'language':'en','level':'fluent'}]},'review':{'mode':'automatic'}}"))
                .review()
                .mode())
        .isEqualTo(ReviewMode.AUTOMATIC);
  }

  @Test
  void theTagFollowsTheCountersButOnlyTheVersionMakesAConflict() {
    var project = launched(1_000);
    String before = ProjectView.etag(project);

    inTransaction(Map.of(project.id(), 500L));
    var later = world.now(project);

    assertThat(ProjectView.etag(later)).isNotEqualTo(before);
    assertThat(ProjectView.isCurrent(later, before)).isTrue();
  }

  @Test
  void projectsAreListedNewestFirstPageByPage() {
    var own = new ProjectFixture(test);
    var ids = new ArrayList<ProjectId>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(own.draft().id());
    }

    var first =
        await(own.module().desk().list(own.editor(), Optional.empty(), Optional.empty(), 2));

    assertThat(first).extracting(Project::id).containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(
            await(
                own.module()
                    .desk()
                    .list(own.editor(), Optional.of(ProjectState.LIVE), Optional.empty(), 2)))
        .isEmpty();
  }

  @Test
  void aNewGuidelineIsANewVersionThatWorkersAcknowledge() {
    var project = launched(1_000);
    var worker = new WorkerId(world.worker());
    var client = test.platform().database().client();

    var second =
        await(
            test.platform()
                .database()
                .inTransaction(
                    tx ->
                        world
                            .module()
                            .guidelines()
                            .publish(
                                tx,
                                world.editor(),
                                project.id(),
                                new GuidelineDraft("# New", "New", "Clearer"))));
    await(projects.acknowledge(client, worker, project.id(), 2));
    await(projects.acknowledge(client, worker, project.id(), 2));

    assertThat(second.version()).isEqualTo(2);
    assertThat(world.now(project).guidelineVersion()).isEqualTo(2);
    assertThat(await(projects.acknowledgedVersion(client, worker, project.id()))).isEqualTo(2);
    assertThatThrownBy(() -> await(projects.acknowledge(client, worker, project.id(), 3)))
        .isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(() -> await(projects.acknowledge(client, worker, world.draft().id(), 1)))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aTransitionHappensOnceAndOnlyAlongTheDiagram() {
    var project = launched(1_000);

    assertThat(move(project, ProjectState.LIVE, ProjectState.PAUSED, PauseReason.BUDGET_EXHAUSTED))
        .isTrue();
    assertThat(move(project, ProjectState.LIVE, ProjectState.PAUSED, PauseReason.BUDGET_EXHAUSTED))
        .isFalse();
    assertThatThrownBy(() -> move(project, ProjectState.PAUSED, ProjectState.DRAFT, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(world.now(project).pauseReason()).isEqualTo(PauseReason.BUDGET_EXHAUSTED);
  }

  @Test
  void aPromiseIsKeptWhollyOrNotAtAll() {
    var rich = launched(1_000);
    var poor = launched(100);

    var uncovered = inTransaction(Map.of(rich.id(), 600L, poor.id(), 101L));

    assertThat(uncovered).containsExactly(poor.id());
    assertThat(world.now(rich).committed().micros()).isEqualTo(600);
    assertThat(world.now(poor).committed().micros()).isZero();
    await(
        test.platform()
            .database()
            .inTransaction(tx -> projects.uncommit(tx, Map.of(rich.id(), 100L))));
    assertThat(world.now(rich).committed().micros()).isEqualTo(500);
    assertThatThrownBy(
            () ->
                await(
                    test.platform()
                        .database()
                        .inTransaction(tx -> projects.uncommit(tx, Map.of(rich.id(), 501L)))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void concurrentPromisesNeverPassWhatIsReserved() {
    var random = new Random(7);
    var all = List.of(launched(10_000), launched(7_000), launched(5_000));
    var promised = new HashMap<ProjectId, Long>();
    var running = new ArrayList<Future<Void>>();
    for (int i = 0; i < 300; i++) {
      var wanted = new HashMap<ProjectId, Long>();
      for (var project : all) {
        if (random.nextBoolean()) {
          wanted.put(project.id(), 1L + random.nextInt(200));
        }
      }
      running.add(
          test.platform()
              .database()
              .inTransaction(tx -> projects.commit(tx, wanted))
              .map(
                  uncovered -> {
                    synchronized (promised) {
                      wanted.forEach(
                          (id, micros) -> {
                            if (!uncovered.contains(id)) {
                              promised.merge(id, micros, Long::sum);
                            }
                          });
                    }
                    return null;
                  }));
    }

    running.forEach(TestPlatform::await);

    for (var project : all) {
      var now = world.now(project);
      assertThat(now.committed().micros())
          .isEqualTo(promised.get(project.id()))
          .isLessThanOrEqualTo(now.reserved().micros())
          .isGreaterThan(now.reserved().micros() - 200);
    }
  }

  private static Project launched(long reserved) {
    return world.launched(world.draft(), reserved);
  }

  private static boolean move(
      Project project, ProjectState from, ProjectState to, PauseReason reason) {
    return await(
        test.platform()
            .database()
            .inTransaction(tx -> projects.transition(tx, project.id(), from, to, reason)));
  }

  private static java.util.Set<ProjectId> inTransaction(Map<ProjectId, Long> micros) {
    return await(test.platform().database().inTransaction(tx -> projects.commit(tx, micros)));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
