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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker stops the clock of a lease for a while. The leases here are given three minutes. */
class PauseIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final Duration BIT = Duration.ofSeconds(2);
  private static final int GIVEN = 180;

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
  void theClockStandsStillAndGoesOnWhereItWas() {
    var held = claimed();
    passes(held, 50);

    var paused = pause(held, 1);
    passes(held, 60);
    var resumed = resume(held, 1);

    assertThat(paused.getJsonObject("lease").getString("paused_until")).isNotNull();
    assertThat(pauseLeft(paused)).isZero();
    assertThat(left(resumed)).isCloseTo(Duration.ofSeconds(GIVEN - 50), BIT);
    assertThat(pauseLeft(resumed)).isBetween(GIVEN - 62, GIVEN - 60);
    assertThat(resumed.getJsonObject("lease").containsKey("paused_until")).isFalse();
  }

  @Test
  void aPauseAndItsEndMayBeAskedForAgain() {
    var held = claimed();

    var first = pause(held, 1);
    assertThat(pause(held, 1).getJsonObject("lease")).isEqualTo(first.getJsonObject("lease"));
    var resumed = resume(held, 1);
    assertThat(resume(held, 1).getJsonObject("lease")).isEqualTo(resumed.getJsonObject("lease"));
    assertThat(pause(held, 1).getJsonObject("lease")).isEqualTo(resumed.getJsonObject("lease"));

    assertThat(resumed.getJsonObject("lease").getInteger("pauses")).isEqualTo(1);
    assertThat(events(held)).isEqualTo(2);
  }

  @Test
  void whatWasNotUsedOfAPauseIsThereForTheNext() {
    var held = claimed();
    pause(held, 1);
    passes(held, 100);
    resume(held, 1);

    var again = pause(held, 2);

    assertThat(rest(again)).isCloseTo(Duration.ofSeconds(GIVEN - 100), BIT);
  }

  @Test
  void aPauseEndsByItselfAndTheClockGoesOn() {
    var held = claimed();
    pause(held, 1);

    passes(held, GIVEN + 30);

    var now = worker.get(path(held));
    assertThat(now.getJsonObject("lease").containsKey("paused_until")).isFalse();
    assertThat(left(now)).isCloseTo(Duration.ofSeconds(GIVEN - 30), BIT);
    assertThat(refusal(() -> pause(held, 2)).code()).isEqualTo("no_pause_left");
    assertThat(left(resume(held, 1))).isCloseTo(Duration.ofSeconds(GIVEN - 30), BIT);
  }

  @Test
  void aPausedLeaseExpiresLaterByItsPauseAndKeepsItsPlaceUntilThen() {
    var held = claimed();
    pause(held, 1);

    passes(held, GIVEN + 600 + GIVEN - 20);
    assertThat(worker.get(path(held)).getString("state")).isEqualTo("claimed");
    assertThat(slotsTaken(held)).isEqualTo(1);
    passes(held, 20);

    eventually(() -> worker.get(path(held)).getString("state").equals("expired"));
    assertThat(slotsTaken(held)).isZero();
  }

  @Test
  void whoSendsWhilePausedHasSentAndThePauseWasNoWork() {
    var held = claimed();
    passes(held, 40);
    pause(held, 1);
    passes(held, 100);

    var sent = worker.submit(held, UUID.randomUUID(), answer(), null);

    assertThat(sent.getString("state")).isEqualTo("submitted");
    assertThat(seconds(held)).isBetween(40, 42);
  }

  @Test
  void anExtensionInAPauseIsHalfOfTheLeaseAsItWasGiven() {
    var held = claimed();
    pause(held, 1);

    post(held, "extension", new JsonObject().put("fence", held.getLong("fence")));
    var resumed = resume(held, 1);

    assertThat(left(resumed)).isCloseTo(Duration.ofSeconds(GIVEN + GIVEN / 2), BIT);
    assertThat(pauseLeft(resumed)).isBetween(GIVEN - 2, GIVEN);
  }

  @Test
  void pausesComeInTheirOrder() {
    var held = claimed();

    assertThat(refusal(() -> pause(held, 2)).code()).isEqualTo("invalid");
    assertThat(refusal(() -> resume(held, 1)).code()).isEqualTo("invalid");
    pause(held, 1);
    assertThat(refusal(() -> pause(held, 2)).code()).isEqualTo("invalid");

    assertThat(worker.get(path(held)).getJsonObject("lease").getInteger("pauses")).isEqualTo(1);
  }

  @Test
  void onlyALeaseThatRunsIsPaused() {
    var held = claimed();
    var old = body(held, 1).put("fence", held.getLong("fence") + 1);
    assertThat(refusal(() -> post(held, "pause", old)).code()).isEqualTo("lease_lost");

    passes(held, GIVEN + 1);
    assertThat(refusal(() -> pause(held, 1)).code()).isEqualTo("lease_lost");

    worker.submit(held, UUID.randomUUID(), answer(), null);
    assertThat(refusal(() -> pause(held, 1)).code()).isEqualTo("lease_lost");
  }

  @Test
  void aPausedTaskThatIsGivenBackIsFree() {
    var held = claimed();
    pause(held, 1);

    post(held, "return", new JsonObject().put("fence", held.getLong("fence")));

    assertThat(slotsTaken(held)).isZero();
    assertThat(worker.get(path(held)).containsKey("lease")).isFalse();
  }

  @Test
  void theLeasesOfOthersAreNotThere() {
    var held = claimed();
    var other = world.worker();

    assertThat(refusal(() -> other.send("POST", path(held) + "/pause", body(held, 1))).status())
        .isEqualTo(404);
  }

  @Test
  void anotherDeviceIsToldOfAPauseAndOfItsEnd() throws Exception {
    var held = claimed();
    try (var stream = new EventStream(server.url(), world.token(worker), null)) {
      stream.next("ready");

      pause(held, 1);
      stream.change("paused");
      resume(held, 1);
      assertThat(stream.next("assignment").getString("change")).isEqualTo("resumed");
    }
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

  /** Lets so many seconds pass for the lease. */
  private static void passes(JsonObject held, int seconds) {
    server.sql(
        """
        update assignment
        set leased_at = leased_at - $2 * interval '1 second', lease_until = lease_until - $2 * interval '1 second',
            grace_until = grace_until - $2 * interval '1 second', pause_until = pause_until - $2 * interval '1 second'
        where id = $1
        """,
        uuid(held),
        seconds);
  }

  private JsonObject pause(JsonObject held, int number) {
    return post(held, "pause", body(held, number));
  }

  private JsonObject resume(JsonObject held, int number) {
    return post(held, "resume", body(held, number));
  }

  private JsonObject post(JsonObject held, String what, JsonObject body) {
    return worker.send("POST", path(held) + '/' + what, body);
  }

  private static JsonObject body(JsonObject held, int number) {
    return new JsonObject().put("fence", held.getLong("fence")).put("pause", number);
  }

  private static Duration left(JsonObject held) {
    return until(held, "expires_at");
  }

  private static Duration rest(JsonObject held) {
    return until(held, "paused_until");
  }

  private static Duration until(JsonObject held, String name) {
    return Duration.between(
        Instant.parse(held.getString("server_time")),
        Instant.parse(held.getJsonObject("lease").getString(name)));
  }

  private static int pauseLeft(JsonObject held) {
    return held.getJsonObject("lease").getInteger("pause_seconds_left");
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static UUID uuid(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  private static int slotsTaken(JsonObject held) {
    return server
        .sql(
            "select live from task where id = (select task_id from assignment where id = $1)",
            uuid(held))
        .getFirst()
        .getInteger(0);
  }

  private static int seconds(JsonObject held) {
    return server
        .sql("select seconds from submission where assignment_id = $1", uuid(held))
        .getFirst()
        .getInteger(0);
  }

  private static long events(JsonObject held) {
    return server
        .sql(
            "select count(*) from event where subject_id = $1 and type in ('assignment.paused', 'assignment.resumed')",
            uuid(held))
        .getFirst()
        .getLong(0);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
