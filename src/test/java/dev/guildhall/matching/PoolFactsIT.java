package dev.guildhall.matching;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolFactsIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  @Test
  void whatWasJudgedLastSaysHowARequesterJudges() {
    var world = new ProjectFixture(test);
    var project = world.draft();
    UUID worker = world.worker();
    judged(project.id().value(), worker, "accepted", 1_000, "2 days");
    judged(project.id().value(), worker, "rejected", 750, "1 hour");

    var facts =
        await(
            new MatchingRepository()
                .facts(test.platform().database().client(), List.of(project.id())));

    assertThat(facts.get(project.id()).acceptedShare()).hasValue(0.25);
  }

  private static void judged(UUID project, UUID worker, String state, int count, String ago) {
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap, live)
          select gen_random_uuid(), $1, $1, i, '{"text": "Rain"}', 1, 1 from generate_series(1, $4::int) i
          returning id
        )
        insert into assignment (
          id, claim_id, task_id, project_id, worker_id, state, price_micros, currency, guideline_version, ended_at)
        select gen_random_uuid(), gen_random_uuid(), id, $1, $2, $3, 1, 'USD', 1, now() - $5::text::interval from t
        """,
        project,
        worker,
        state,
        count,
        ago);
  }
}
