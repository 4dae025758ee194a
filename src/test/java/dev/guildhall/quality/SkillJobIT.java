package dev.guildhall.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.platform.event.EventLog;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SkillJobIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
  }

  @Test
  void whatPeopleAndGoldSayOfWorkIsWhatIsKnownOfASkill() {
    UUID worker = world.worker();
    UUID project = project("law");
    for (int i = 0; i < 8; i++) {
      judged(worker, project, "accept", "person");
    }
    judged(worker, project, "accept_with_fix", "person");
    judged(worker, project, "reject", "person");
    checked(worker, project, true);
    checked(worker, project, false);

    look();

    var estimate = estimates(worker).getFirst();
    assertThat(estimate.getString("domain")).isEqualTo("law");
    assertThat(estimate.getInteger("observations")).isEqualTo(12);
    assertThat(estimate.getDouble("mean")).isEqualTo((9.5 + 4.8) / 18, within(0.01));
    assertThat(estimate.getDouble("lower_bound")).isLessThan(estimate.getDouble("mean"));
  }

  @Test
  void whatARuleOrTheTimerAcceptedSaysNothing() {
    UUID worker = world.worker();
    UUID project = project("poems");
    judged(worker, project, "accept", "rule");
    judged(worker, project, "accept", "timer");

    look();

    assertThat(estimates(worker)).isEmpty();
  }

  @Test
  void theLastWordCounts() {
    UUID worker = world.worker();
    UUID project = project("proofs");
    UUID submission = judged(worker, project, "reject", "person");
    verdict(submission, "accept", "appeal");

    look();

    assertThat(estimates(worker).getFirst().getDouble("mean")).isGreaterThan(0.8);
  }

  @Test
  void aChangedEstimateIsNewsAndAnUnchangedOneIsNot() {
    UUID worker = world.worker();
    judged(worker, project("chess"), "accept", "person");

    look();
    look();
    look();

    assertThat(
            test.sql(
                "select 1 from event where type = 'skill.estimated' and subject_id = $1", worker))
        .hasSize(1);
  }

  @Test
  void aProjectWithoutADomainIsOneOfItsOwn() {
    UUID worker = world.worker();
    UUID project = project(null);
    judged(worker, project, "accept", "person");

    look();

    assertThat(estimates(worker).getFirst().getString("domain")).isEqualTo(project.toString());
  }

  private static void look() {
    new SkillJob(test.platform().database(), new EventLog(), new SkillRepository()).run();
  }

  private static List<Row> estimates(UUID worker) {
    return test.sql("select * from skill_estimate where worker_id = $1", worker);
  }

  private static UUID project(String domain) {
    UUID project = world.draft().id().value();
    test.sql("update project set domain = $2 where id = $1", project, domain);
    return project;
  }

  private static UUID judged(UUID worker, UUID project, String kind, String by) {
    UUID submission = submitted(worker, project, null);
    verdict(submission, kind, by);
    return submission;
  }

  private static void checked(UUID worker, UUID project, boolean right) {
    verdict(submitted(worker, project, right), "accept", "rule");
  }

  private static UUID submitted(UUID worker, UUID project, Boolean right) {
    UUID id = test.newId();
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap, live)
          values ($1, $2, $1, 1, '{"text": "Rain"}', 1, 1)),
        a as (
          insert into assignment (
            id, claim_id, task_id, project_id, worker_id, state, price_micros, currency, guideline_version, submitted_at)
          values ($1, $1, $1, $2, $3, 'submitted', 1, 'USD', 1, clock_timestamp()))
        insert into submission (id, assignment_id, revision, fence, output, sha256, seconds, gold_right)
        values ($1, $1, 1, 1, '{}', sha256('x'), 10, $4)
        """,
        id,
        project,
        worker,
        right);
    return id;
  }

  private static void verdict(UUID submission, String kind, String by) {
    test.sql(
        """
        insert into verdict (id, submission_id, assignment_id, kind, text, fixed_output, decided_by, person_id, rule)
        values (gen_random_uuid(), $1, $1, $2::text, 'Because.', case when $2 = 'accept_with_fix' then '{}'::jsonb end,
                $3::text, case when $3 in ('person', 'appeal') then $1 end, 'test')
        """,
        submission,
        kind,
        by);
  }
}
