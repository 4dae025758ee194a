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

/** A lease from its start to its end: how long it is, who may end it, what it counts as time. */
class LeaseIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final Duration BIT = Duration.ofMillis(1);

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
  void eachExtensionAddsHalfOfTheLeaseAsItWasGiven() {
    var held = claim(open(draft()));
    var given = Duration.between(time(held, "claimed_at"), expiry(held));

    var first = extend(held, 1);
    var second = extend(held, 2);

    assertThat(Duration.between(expiry(held), expiry(first))).isCloseTo(given.dividedBy(2), BIT);
    assertThat(Duration.between(expiry(first), expiry(second))).isCloseTo(given.dividedBy(2), BIT);
  }

  @Test
  void anExtensionIsGivenOnceHoweverOftenItIsAskedFor() {
    var held = claim(open(draft()));
    var unnumbered = new JsonObject().put("fence", held.getLong("fence"));

    var first = post(held, "extension", unnumbered);
    var repeated = post(held, "extension", unnumbered);
    var numbered = extend(held, 1);

    assertThat(expiry(repeated)).isEqualTo(expiry(first));
    assertThat(expiry(numbered)).isEqualTo(expiry(first));
    assertThat(left(numbered)).isEqualTo(1);
  }

  @Test
  void theSecondExtensionIsNotGivenBeforeTheFirst() {
    var held = claim(open(draft()));

    assertThat(refusal(() -> extend(held, 2)).code()).isEqualTo("invalid");

    assertThat(left(worker.get(path(held)))).isEqualTo(2);
  }

  @Test
  void aRevisionHasALeaseOfItsOwn() {
    var asked = revision();

    var extended = extend(asked, 1);

    assertThat(left(asked)).isEqualTo(2);
    assertThat(time(asked.getJsonObject("lease"), "started_at")).isAfter(time(asked, "claimed_at"));
    assertThat(Duration.between(expiry(asked), expiry(extended)))
        .isCloseTo(Duration.ofHours(12), Duration.ofSeconds(1));
  }

  @Test
  void aReturnOrASkipUnderAnOldFenceChangesNothing() {
    var asked = revision();
    var old = new JsonObject().put("fence", asked.getLong("fence") - 1);

    var returned = refusal(() -> post(asked, "return", old));
    var skipped = refusal(() -> post(asked, "skip", old.copy().put("reason", "cannot_judge")));

    assertThat(returned.code()).isEqualTo("lease_lost");
    assertThat(skipped.code()).isEqualTo("lease_lost");
    assertThat(worker.get(path(asked)).getString("state")).isEqualTo("revision_requested");
  }

  @Test
  void aReturnUnderItsFenceMayBeRepeated() {
    var held = claim(open(draft()));
    var body = new JsonObject().put("fence", held.getLong("fence"));

    post(held, "return", body);

    assertThat(post(held, "return", body).getString("state")).isEqualTo("returned");
    assertThat(post(held, "return", null).getString("state")).isEqualTo("returned");
  }

  @Test
  void theTimeThatWorkWaitedForItsVerdictIsNobodysWork() {
    var held = claim(open(draft()));
    // Claimed two hours ago, sent after a minute, judged now.
    worker.submit(held, UUID.randomUUID(), answer(), null);
    server.sql(
        """
        update assignment set claimed_at = claimed_at - interval '2 hours',
               leased_at = leased_at - interval '2 hours' where id = $1
        """,
        uuid(held));
    var asked = revised(held);

    worker.submit(asked, UUID.randomUUID(), answer().put("reason", "The moon pulls it."), null);

    assertThat(seconds(held)).isBetween(0, 60);
  }

  @Test
  void aRevisedTaskCountsAsOneWithTheTimeOfAllItsSubmissions() {
    String project = open(draft(), 4);
    for (int i = 0; i < 3; i++) {
      var held = claim(project);
      worker.submit(held, UUID.randomUUID(), answer(), 30);
      worker.submit(revised(held), UUID.randomUUID(), answer(), 60);
    }

    var card = worker.feedProject(project).getJsonObject("card");

    assertThat(card.getString("pay_basis")).isEqualTo("own");
    // Ninety seconds each, drawn towards the estimate of sixty while there are only three.
    assertThat(card.getDouble("minutes")).isEqualTo(1.2);
  }

  private String open(JsonObject draft) {
    return open(draft, 1);
  }

  private String open(JsonObject draft, int tasks) {
    String project = live(requester, draft, tasks);
    worker.acknowledge(project, 1);
    return project;
  }

  private JsonObject claim(String project) {
    var held = new JsonObject[1];
    // The node reads what is live once a second.
    eventually(
        () -> {
          worker.claim(UUID.randomUUID(), project).ifPresent(found -> held[0] = found);
          return held[0] != null;
        });
    return held[0];
  }

  /** An assignment whose submission is to be revised. */
  private JsonObject revision() {
    var held = claim(open(draft()));
    worker.submit(held, UUID.randomUUID(), answer(), null);
    return revised(held);
  }

  private JsonObject revised(JsonObject held) {
    String submission = worker.get(path(held)).getJsonObject("submission").getString("id");
    requester.giveVerdict(
        submission,
        new JsonObject()
            .put("verdict", "revise")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));
    return worker.get(path(held));
  }

  private JsonObject extend(JsonObject held, int number) {
    return post(
        held,
        "extension",
        new JsonObject().put("fence", held.getLong("fence")).put("extension", number));
  }

  private JsonObject post(JsonObject held, String what, JsonObject body) {
    return worker.send("POST", path(held) + '/' + what, body);
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static Instant expiry(JsonObject held) {
    return time(held.getJsonObject("lease"), "expires_at");
  }

  private static int left(JsonObject held) {
    return held.getJsonObject("lease").getInteger("extensions_left");
  }

  private static Instant time(JsonObject object, String name) {
    return Instant.parse(object.getString(name));
  }

  private static UUID uuid(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  /** Of the latest submission. */
  private static int seconds(JsonObject held) {
    return server
        .sql(
            "select seconds from submission where assignment_id = $1 order by revision desc limit 1",
            uuid(held))
        .getFirst()
        .getInteger(0);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
