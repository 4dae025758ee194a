package dev.guildhall.matching;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.experiment.ExperimentDesk;
import dev.guildhall.experiment.Experiments;
import dev.guildhall.experiment.Lots;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.WorkerId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyDeskIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;
  private static PolicyDesk desk;
  private static Policies policies;
  private static Experiments experiments;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    var client = test.platform().database().client();
    desk = new PolicyDesk(client, new ExperimentDesk(client, test.platform().ids()));
    experiments = new Experiments(test.platform(), new Lots(new Secret("a secret for tests only")));
    policies = new Policies(test.platform().database(), experiments);
  }

  @BeforeEach
  void nothingIsCompared() {
    await(desk.stop());
    await(desk.use(1));
  }

  @Test
  void anAddedVersionDiffersWhereItWasSaid() {
    int added = await(desk.add(1, Map.of("pay", 2.5), "Pay counts for more."));

    var all = await(desk.versions());
    var version = all.getLast();
    assertThat(version.number()).isEqualTo(added);
    assertThat(version.note()).isEqualTo("Pay counts for more.");
    assertThat(version.isUsual()).isFalse();
    var expected = new HashMap<>(all.getFirst().weights());
    expected.put("pay", 2.5);
    assertThat(version.weights()).isEqualTo(expected);
  }

  @Test
  void aWeightThatNoPolicyHasAndAVersionThatThereIsNotAreRefused() {
    assertThatThrownBy(() -> await(desk.add(1, Map.of("luck", 1.0), "x")))
        .hasMessageContaining("luck")
        .hasMessageContaining("scarcity");
    assertThatThrownBy(() -> await(desk.use(99))).hasMessageContaining("99");
    assertThatThrownBy(() -> await(desk.compare(Map.of(99, 500)))).hasMessageContaining("99");
  }

  @Test
  void everybodyIsUnderTheUsualOne() {
    int added = await(desk.add(1, Map.of("urgency", 3.0), "The old first."));
    await(desk.use(added));
    await(policies.refresh());

    assertThat(await(policies.of(new WorkerId(world.worker()))).version()).isEqualTo(added);
  }

  @Test
  void versionsAreComparedByWhatCameOfThoseUnderThem() {
    int added = await(desk.add(1, Map.of("quality", 2.0), "Skill counts for more."));
    assertThat(await(desk.compare(Map.of(1, 500, added, 500)))).isTrue();
    assertThat(await(desk.compare(Map.of(1, 1_000)))).as("one at a time").isFalse();
    await(experiments.refresh());
    await(policies.refresh());
    var under = new HashMap<Integer, Integer>();
    for (int i = 0; i < 40; i++) {
      UUID worker = world.worker();
      int version = await(policies.of(new WorkerId(worker))).version();
      under.merge(version, 1, Integer::sum);
      sent(worker, version == added ? "accepted" : "rejected");
    }

    var comparison = await(desk.comparison()).orElseThrow();

    assertThat(comparison.standing().sampleRatio()).isGreaterThan(0.001);
    assertThat(comparison.outcomes())
        .allSatisfy(
            outcome -> {
              long workers = under.get(Integer.parseInt(outcome.arm().substring(1)));
              boolean isAdded = outcome.arm().equals("v" + added);
              assertThat(outcome.workers()).isEqualTo(workers);
              assertThat(outcome.submitted()).isEqualTo(workers);
              assertThat(outcome.decided()).isEqualTo(workers);
              assertThat(outcome.accepted()).isEqualTo(isAdded ? workers : 0);
              assertThat(outcome.hours()).isEqualTo(workers * 0.5);
              assertThat(outcome.earned()).isEqualTo(isAdded ? workers * 2.0 : 0);
            })
        .hasSize(2);
  }

  /** Work of half an hour for two dollars. */
  private static void sent(UUID worker, String state) {
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap)
          values (gen_random_uuid(), $1, $1, 1, '{}', 1) returning id),
        a as (
          insert into assignment (
            id, claim_id, task_id, project_id, worker_id, state, price_micros, currency, guideline_version,
            submitted_at, ended_at)
          select gen_random_uuid(), gen_random_uuid(), t.id, $1, $2, $3, 2000000, 'USD', 1,
                 clock_timestamp(), clock_timestamp()
          from t returning id)
        insert into submission (id, assignment_id, revision, fence, output, sha256, seconds)
        select gen_random_uuid(), a.id, 1, 1, '{}', sha256('work'), 1800 from a
        """,
        world.draft().id().value(),
        worker,
        state);
  }
}
