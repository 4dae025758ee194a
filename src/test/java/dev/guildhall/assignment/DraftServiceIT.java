package dev.guildhall.assignment;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.assignment.AssignmentView.DraftPart;
import dev.guildhall.assignment.DraftRepository.Written;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Drafts that arrive together. */
class DraftServiceIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;
  private static DraftService drafts;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    drafts = new DraftService(test.platform());
  }

  @Test
  void draftsOfOneAssignmentGoEachUponTheOther() {
    UUID worker = world.worker();
    var one = held(worker);
    var other = held(worker);

    var saved =
        together(
            IntStream.range(0, 12)
                .mapToObj(n -> written(n % 3 == 0 ? other : one, worker, "version " + n, null)));

    assertThat(saved.stream().map(DraftPart::revision))
        .containsExactly(1, 1, 2, 2, 3, 4, 3, 5, 6, 4, 7, 8);
    assertThat(text(one)).isEqualTo("version 11");
    assertThat(text(other)).isEqualTo("version 9");
  }

  @Test
  void anOlderDeviceDoesNotOverwriteANeighbourInItsBatch() {
    UUID worker = world.worker();
    var assignment = held(worker);
    var keeping = held(world.worker());
    together(Stream.of(written(assignment, worker, "first", null)));
    var opening = drafts.save(written(keeping, worker, "opens a batch", null));

    var newer = drafts.save(written(assignment, worker, "from the laptop", 1));
    var older = drafts.save(written(assignment, worker, "from the phone, late", 1));

    assertThat(await(newer).revision()).isEqualTo(2);
    assertThatThrownBy(() -> await(older)).isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> await(opening)).isInstanceOf(Refusal.NotFound.class);
    assertThat(text(assignment)).isEqualTo("from the laptop");
  }

  /** The first is a batch of its own, the rest are the next one. */
  private static List<DraftPart> together(Stream<Written> written) {
    var saves = written.map(drafts::save).toList();
    await(Future.all(saves));
    return saves.stream().map(Future::result).toList();
  }

  private static Written written(AssignmentId id, UUID worker, String text, Integer seen) {
    return new Written(id, worker, new JsonObject().put("response", text), seen);
  }

  private static String text(AssignmentId id) {
    return test.sql("select output from draft where assignment_id = $1", id.value())
        .getFirst()
        .getJsonObject("output")
        .getString("response");
  }

  private static AssignmentId held(UUID worker) {
    UUID id = test.newId();
    UUID project = world.draft().id().value();
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap)
          values (gen_random_uuid(), $2, $2, 1, '{}', 1) returning id)
        insert into assignment (
          id, claim_id, task_id, project_id, worker_id, state, lease_until, grace_until,
          price_micros, currency, guideline_version)
        select $1, $1, t.id, $2, $3, 'claimed', now() + interval '1 hour', now() + interval '2 hours', 1, 'USD', 1
        from t
        """,
        id,
        project,
        worker);
    return new AssignmentId(id);
  }
}
