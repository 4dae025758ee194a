package dev.guildhall.lease;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.lease.HeartbeatRepository.Beat;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Heartbeats that arrive together. */
class HeartbeatServiceIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;
  private static HeartbeatService heartbeats;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    heartbeats = new HeartbeatService(test.platform());
  }

  @Test
  void twoDevicesOfOneWorkerShareABatch() {
    UUID worker = world.worker();
    var held = held(worker);
    opensABatch();

    var phone = heartbeats.hear(new Beat(held, worker, 1, 20));
    var laptop = heartbeats.hear(new Beat(held, worker, 1, 45));
    var old = heartbeats.hear(new Beat(held, worker, 7, 50));

    await(Future.all(phone, laptop, old));
    assertThat(active(held)).isEqualTo(45);
    assertThat(old.result().fence()).isEqualTo(1);
  }

  @Test
  void aNeighbourThatIsNobodysWorkSpoilsNothing() {
    UUID worker = world.worker();
    var held = held(worker);
    opensABatch();

    var mine = heartbeats.hear(new Beat(held, worker, 1, 30));
    var others = heartbeats.hear(new Beat(held, world.worker(), 1, 40));

    assertThat(await(mine).fence()).isEqualTo(1);
    assertThatThrownBy(() -> await(others)).isInstanceOf(Refusal.NotFound.class);
    assertThat(active(held)).isEqualTo(30);
  }

  @Test
  void manyDevicesBeatAtOnce() {
    UUID worker = world.worker();
    var held = IntStream.range(0, 40).mapToObj(_ -> held(worker)).toList();

    await(
        Future.all(
            IntStream.range(0, 400)
                .mapToObj(n -> heartbeats.hear(new Beat(held.get(n % 40), worker, 1, n / 10)))
                .toList()));

    assertThat(held).allSatisfy(one -> assertThat(active(one)).isGreaterThanOrEqualTo(36));
    assertThat(test.platform().database().retries()).isZero();
  }

  /** What follows collects meanwhile. */
  private static void opensABatch() {
    heartbeats.hear(new Beat(held(world.worker()), world.worker(), 1, 0));
  }

  private static int active(AssignmentId id) {
    return test.sql("select active_seconds from heartbeat where assignment_id = $1", id.value())
        .getFirst()
        .getInteger(0);
  }

  /** Claimed an hour ago. */
  private static AssignmentId held(UUID worker) {
    UUID id = test.newId();
    UUID project = world.draft().id().value();
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap)
          values (gen_random_uuid(), $2, $2, 1, '{}', 1) returning id)
        insert into assignment (
          id, claim_id, task_id, project_id, worker_id, state, leased_at, lease_until, grace_until,
          price_micros, currency, guideline_version)
        select $1, gen_random_uuid(), t.id, $2, $3, 'claimed', now() - interval '1 hour', now() + interval '1 hour',
               now() + interval '2 hours', 1, 'USD', 1
        from t
        """,
        id,
        project,
        worker);
    return new AssignmentId(id);
  }
}
