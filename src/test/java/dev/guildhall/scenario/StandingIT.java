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
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What follows when places are kept from others for nothing, and what does not. */
class StandingIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final Duration BIT = Duration.ofSeconds(30);

  private static World world;
  private static Person requester;
  private static String project;
  private Person worker;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
    project = live(requester, draft().put("overlap", 20), 40);
  }

  @BeforeEach
  void aNewWorker() {
    worker = world.worker();
    worker.acknowledge(project, 1);
    // The node reads what is live once a second.
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
  }

  @Test
  void aReturnWithinTheFirstMinuteWasNoClaim() {
    giveBack(claim());

    var standing = standing();

    assertThat(standing.getInteger("returned")).isZero();
    assertThat(standing.getInteger("held")).isZero();
  }

  @Test
  void aLaterReturnIsCountedAndASkipIsNot() {
    var returned = claim();
    passed(returned);
    giveBack(returned);
    giveBack(returned);
    var skipped = claim();
    passed(skipped);
    worker.send("POST", path(skipped) + "/skip", new JsonObject().put("reason", "cannot_judge"));

    var standing = standing();

    assertThat(standing.getInteger("returned")).isEqualTo(1);
    assertThat(standing.getInteger("expired")).isZero();
    assertThat(standing.containsKey("cooldown_until")).isFalse();
  }

  @Test
  void whatHappenedBeforeTheWindowIsForgotten() {
    expire(claim());
    server.sql("update lapse set at = at - interval '25 hours' where worker_id = $1", uuid(worker));

    expire(claim());
    expire(claim());

    assertThat(standing().getInteger("expired_since_sent")).isEqualTo(2);
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void afterThreeInARowTheNextClaimWaitsAndIsToldWhyUntilWhenAndWhatMendsIt() {
    for (int i = 0; i < 3; i++) {
      expire(claim());
    }

    var problem = refusal(this::claim);

    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.code()).isEqualTo("cooling_down");
    assertThat(problem.document().getString("detail"))
        .contains("3 tasks in a row")
        .contains("10 minutes")
        .contains("after sending a task");
    var current = problem.document().getJsonObject("current");
    assertThat(current.getInteger("expired")).isEqualTo(3);
    assertThat(Duration.between(Instant.now(), Instant.parse(current.getString("until"))))
        .isCloseTo(Duration.ofMinutes(10), BIT);
    assertThat(standing().getString("cooldown_until")).isEqualTo(current.getString("until"));
    assertThat(cooldowns()).isEqualTo(1);
  }

  @Test
  void aWaitThatIsOverLetsTheNextClaimThroughAndTheNextOneIsLonger() {
    for (int i = 0; i < 3; i++) {
      expire(claim());
    }
    waitIsOver();

    expire(claim());

    var until = Instant.parse(standing().getString("cooldown_until"));
    assertThat(Duration.between(Instant.now(), until)).isCloseTo(Duration.ofMinutes(20), BIT);
  }

  @Test
  void aSubmissionEndsTheWaitAndTheRow() {
    for (int i = 0; i < 2; i++) {
      expire(claim());
    }
    var last = claim();
    var kept = claim();
    expire(last);
    assertThat(refusal(this::claim).code()).isEqualTo("cooling_down");

    worker.submit(kept, UUID.randomUUID(), answer(), 30);

    expire(claim());
    var standing = standing();
    assertThat(standing.getInteger("expired")).isEqualTo(4);
    assertThat(standing.getInteger("expired_since_sent")).isEqualTo(1);
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void whoWaitsMayTakeUpWhatRanOutAndMendItSo() {
    var held = claim();
    expire(held);
    expire(claim());
    expire(claim());

    var again =
        worker.send(
            "POST",
            path(held) + "/reopening",
            new JsonObject().put("fence", worker.get(path(held)).getLong("fence")));
    worker.submit(again, UUID.randomUUID(), answer(), 30);

    assertThat(standing().containsKey("cooldown_until")).isFalse();
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void aRepeatedClaimIsAnsweredAsBeforeWhateverHasBecomeOfTheWorker() {
    UUID id = UUID.randomUUID();
    var first = worker.claim(id, project).orElseThrow();
    expire(first);
    expire(claim());
    expire(claim());

    assertThat(worker.claim(id, project).orElseThrow().getString("id"))
        .isEqualTo(first.getString("id"));
  }

  @Test
  void aRevisionThatNeverCameKeptNoPlaceAmongTheWorkersTasks() {
    var held = claim();
    worker.submit(held, UUID.randomUUID(), answer(), 30);
    requester.giveVerdict(
        worker.get(path(held)).getJsonObject("submission").getString("id"),
        new JsonObject()
            .put("verdict", "revise")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));

    expire(held);

    assertThat(standing().getInteger("expired")).isZero();
  }

  private JsonObject claim() {
    return worker.claim(UUID.randomUUID(), project).orElseThrow();
  }

  private void giveBack(JsonObject held) {
    worker.send("POST", path(held) + "/return", new JsonObject());
  }

  private JsonObject standing() {
    return worker.get("/v1/me/standing");
  }

  /** Lets the first minute of the lease pass. */
  private static void passed(JsonObject held) {
    server.sql(
        "update assignment set leased_at = leased_at - interval '61 seconds' where id = $1",
        uuid(held));
  }

  private void expire(JsonObject held) {
    server.sql(
        "update assignment set lease_until = now(), grace_until = now() where id = $1", uuid(held));
    eventually(() -> worker.get(path(held)).getString("state").equals("expired"));
  }

  private void waitIsOver() {
    server.sql("update worker_load set cooldown_until = now() where worker_id = $1", uuid(worker));
  }

  private long cooldowns() {
    return server
        .sql(
            "select count(*) from event where subject_id = $1 and type = 'worker.cooldown'",
            uuid(worker))
        .getFirst()
        .getLong(0);
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static UUID uuid(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  private static UUID uuid(Person worker) {
    return WorkerId.parse(worker.workerId()).value();
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
