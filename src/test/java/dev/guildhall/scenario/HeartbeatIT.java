package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device says that somebody is at work, and hears how the lease stands. */
class HeartbeatIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person requester;
  private Person worker;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
  }

  @BeforeEach
  void aNewWorker() {
    worker = world.worker();
  }

  @Test
  void aHeartbeatIsNotedAndTellsHowTheLeaseStands() {
    var held = claimed();

    var heard = beat(held, 0);

    assertThat(heard.getString("state")).isEqualTo("claimed");
    assertThat(heard.getLong("fence")).isEqualTo(held.getLong("fence"));
    assertThat(heard.getString("lease_until"))
        .isEqualTo(held.getJsonObject("lease").getString("expires_at"));
    assertThat(heard.getString("server_time")).isNotNull();
    assertThat(active(held)).contains(0);
  }

  @Test
  void activeTimeOnlyGrowsAndNeverPassesTheTimeUnderTheLease() {
    var held = claimed();
    passed(held, "2 minutes");

    beat(held, 90);
    beat(held, 30);
    assertThat(active(held)).contains(90);

    beat(held, 3_000);
    assertThat(active(held).orElseThrow()).isBetween(120, 130);
  }

  @Test
  void aHeartbeatLeavesTheLeaseAsItWasPromised() {
    var held = claimed();

    beat(held, 1);

    assertThat(worker.get(path(held)).getJsonObject("lease"))
        .isEqualTo(held.getJsonObject("lease"));
  }

  @Test
  void aDeviceLearnsThatAnotherOneSentTheWork() {
    var held = claimed();
    worker.submit(held, UUID.randomUUID(), answer(), 5);

    var heard = beat(held, 10);

    assertThat(heard.getString("state")).isEqualTo("submitted");
    assertThat(heard.containsKey("lease_until")).isFalse();
    assertThat(active(held)).isEmpty();
  }

  @Test
  void aDeviceLearnsThatItsLeaseIsLostAndNothingIsNotedUnderIt() {
    var held = claimed();
    beat(held, 0);
    server.sql(
        "update assignment set lease_until = now(), grace_until = now() where id = $1", uuid(held));
    eventually(() -> beat(held, 50).getString("state").equals("expired"));
    var again =
        worker.send(
            "POST",
            path(held) + "/reopening",
            new JsonObject().put("fence", worker.get(path(held)).getLong("fence")));

    var heard = beat(held, 60);

    assertThat(heard.getString("state")).isEqualTo("claimed");
    assertThat(heard.getLong("fence")).isEqualTo(again.getLong("fence"));
    assertThat(active(held)).contains(0);
  }

  @Test
  void aNewLeaseIsMeasuredFromItsOwnBeginning() {
    var held = claimed();
    passed(held, "5 minutes");
    beat(held, 200);
    worker.submit(held, UUID.randomUUID(), answer(), null);
    var asked = revised(held);

    beat(asked, 0);

    assertThat(active(held)).contains(0);
  }

  @Test
  void whatTheSubmissionSaysOfItsTimeGoesOverTheHeartbeats() {
    var told = claimed();
    passed(told, "2 minutes");
    beat(told, 60);
    var silent = claimed();
    passed(silent, "2 minutes");
    beat(silent, 60);

    worker.submit(told, UUID.randomUUID(), answer(), 75);
    worker.submit(silent, UUID.randomUUID(), answer(), null);

    assertThat(sentActive(told)).isEqualTo(75);
    assertThat(sentActive(silent)).isEqualTo(60);
  }

  @Test
  void theWorkOfOthersIsNotThere() {
    var held = claimed();
    var other = world.worker();

    var problem =
        catchThrowableOfType(
            ApiProblem.class, () -> other.send("POST", path(held) + "/heartbeat", body(held, 10)));

    assertThat(problem.status()).isEqualTo(404);
    assertThat(active(held)).isEmpty();
  }

  private JsonObject claimed() {
    String project = live(requester, draft(), 1);
    worker.acknowledge(project, 1);
    var held = new JsonObject[1];
    // The node reads what is live once a second.
    eventually(
        () -> {
          worker.claim(UUID.randomUUID(), project).ifPresent(found -> held[0] = found);
          return held[0] != null;
        });
    return held[0];
  }

  private JsonObject revised(JsonObject held) {
    requester.giveVerdict(
        worker.get(path(held)).getJsonObject("submission").getString("id"),
        new JsonObject()
            .put("verdict", "revise")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));
    return worker.get(path(held));
  }

  /** Lets so much time of the lease pass. */
  private static void passed(JsonObject held, String interval) {
    server.sql(
        "update assignment set leased_at = leased_at - cast('"
            + interval
            + "' as interval) where id = $1",
        uuid(held));
  }

  private JsonObject beat(JsonObject held, int activeSeconds) {
    return worker.send("POST", path(held) + "/heartbeat", body(held, activeSeconds));
  }

  private static JsonObject body(JsonObject held, int activeSeconds) {
    return new JsonObject()
        .put("fence", held.getLong("fence"))
        .put("active_seconds", activeSeconds);
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static UUID uuid(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  private static Optional<Integer> active(JsonObject held) {
    return server
        .sql("select active_seconds from heartbeat where assignment_id = $1", uuid(held))
        .stream()
        .findFirst()
        .map(row -> row.getInteger(0));
  }

  private static int sentActive(JsonObject held) {
    return server
        .sql("select active_seconds from submission where assignment_id = $1", uuid(held))
        .getFirst()
        .getInteger(0);
  }
}
