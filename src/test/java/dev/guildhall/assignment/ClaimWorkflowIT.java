package dev.guildhall.assignment;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.eligibility.EligibilityModule;
import dev.guildhall.eligibility.ExclusionGroups;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.project.PauseReason;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches of claims against pauses, and against each other. */
class ClaimWorkflowIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final WorkConfig CONFIG =
      new WorkConfig(2, 3, 120, 600, 0, 1800, 60, new CooldownConfig(3, 24, 10, 240), 3, 7, 72);

  private static ProjectFixture world;
  private static Projects projects;
  private static ClaimWorkflow workflow;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    projects = world.module().projects();
    var eligibility =
        new EligibilityModule(
            test.platform(),
            world.memberships(),
            projects,
            world.qualifications().qualifications());
    workflow =
        new ClaimWorkflow(
            projects,
            eligibility.exclusionGroups(),
            test.platform().events(),
            test.platform().ids(),
            CONFIG);
  }

  @Test
  void aClaimThatHasToWaitForThePauseIsNotGranted() {
    var project = launched(1);
    var wanted = wanted(project, tasks(project).getFirst());
    Promise<Void> paused = Promise.promise();
    var pause =
        inTransaction(
            tx ->
                pause(tx, project)
                    .onSuccess(_ -> paused.complete())
                    .compose(_ -> Workflows.start(ClaimWorkflowIT::awaitSomebodyWaiting)));

    var claim = paused.future().compose(_ -> claim(wanted));

    await(pause);
    assertThat(await(claim)).isInstanceOf(Grant.NotCovered.class);
    assertThat(granted(project)).isZero();
  }

  @Test
  void noClaimIsGrantedOnceThePauseIsAcknowledged() {
    var random = new Random(11);
    for (int round = 0; round < 40; round++) {
      var project = launched(6);
      var wanted = tasks(project).stream().map(task -> wanted(project, task)).toList();
      int before = random.nextInt(wanted.size());
      var claims = new ArrayList<Future<Grant>>();
      wanted.subList(0, before).forEach(one -> claims.add(claim(one)));
      var pause = inTransaction(tx -> pause(tx, project));
      wanted.subList(before, wanted.size()).forEach(one -> claims.add(claim(one)));

      await(pause);
      long whenPaused = granted(project);
      claims.forEach(TestPlatform::await);

      assertThat(granted(project)).as("round %d", round).isEqualTo(whenPaused);
    }
  }

  @Test
  void batchesThatLookAtEachOthersTasksDoNotDeadlock() {
    long before = test.platform().database().retries();
    for (int round = 0; round < 40; round++) {
      var project = launched(2);
      var tasks = tasks(project);
      var one = List.of(waiting(project), wanted(project, tasks.getLast()));
      var other = List.of(waiting(project), wanted(project, tasks.getFirst()));

      var both = Future.all(claims(one), claims(other));

      await(both);
      assertThat(granted(project)).isEqualTo(2);
    }
    assertThat(test.platform().database().retries()).as("deadlocks").isEqualTo(before);
  }

  @Test
  void aClaimThatLooksForItselfPassesOverWhatItsBatchIsGiven() {
    var project = launched(2);
    var first = tasks(project).getFirst();

    var grants = await(claims(List.of(wanted(project, first), waiting(project))));

    assertThat(grants).hasOnlyElementsOfType(Grant.Made.class);
  }

  private static Future<List<Grant>> claims(List<Wanted> wanted) {
    return inTransaction(tx -> Workflows.start(() -> workflow.grant(tx, wanted)));
  }

  private static Future<Grant> claim(Wanted wanted) {
    return claims(List.of(wanted)).map(List::getFirst);
  }

  private static Future<Boolean> pause(SqlConnection tx, Project project) {
    return projects
        .locked(tx, project.id())
        .compose(
            _ ->
                projects.transition(
                    tx,
                    project.id(),
                    ProjectState.LIVE,
                    ProjectState.PAUSED,
                    PauseReason.BY_REQUESTER));
  }

  /** Until a statement of this database waits for a lock. */
  private static Boolean awaitSomebodyWaiting() {
    long deadline = System.nanoTime() + 4_000_000_000L;
    while (test.sql(
            """
            select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nobody waits for a lock");
      }
      LockSupport.parkNanos(5_000_000L);
    }
    return true;
  }

  private static long granted(Project project) {
    return test.sql("select count(*) from assignment where project_id = $1", project.id().value())
        .getFirst()
        .getLong(0);
  }

  private static Wanted wanted(Project project, UUID task) {
    return wanted(project, Wanted.Source.SUGGESTED, Optional.of(task));
  }

  /** For the first task that nobody is looking at. */
  private static Wanted waiting(Project project) {
    return wanted(project, Wanted.Source.WAITING, Optional.empty());
  }

  private static Wanted wanted(Project project, Wanted.Source source, Optional<UUID> task) {
    UUID worker = world.worker();
    return new Wanted(
        test.newId(),
        worker,
        worker,
        project.id(),
        source,
        task,
        project.price().micros(),
        project.price().currency(),
        project.guidelineVersion(),
        120,
        project.maxPerWorker() != null,
        ExclusionGroups.of(project));
  }

  private static Project launched(int tasks) {
    var project = world.draft();
    test.sql(
        """
        insert into task (id, project_id, upload_id, position, input, overlap)
        select gen_random_uuid(), $1, $1, n, '{}', 1 from generate_series(1, $2) n
        """,
        project.id().value(),
        tasks);
    return world.launched(project, tasks * project.price().micros());
  }

  private static List<UUID> tasks(Project project) {
    return test
        .sql("select id from task where project_id = $1 order by position", project.id().value())
        .stream()
        .map(row -> row.getUUID("id"))
        .toList();
  }

  private static <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return test.platform().database().inTransaction(work);
  }
}
