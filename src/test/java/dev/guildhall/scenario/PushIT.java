package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.fluent;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.push.PushConfig;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.jsonwebtoken.Jwts;
import io.vertx.core.json.JsonObject;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What devices are told while the app is closed. */
class PushIT {

  @RegisterExtension
  static final TestServer server =
      new TestServer(configuration -> configuration.withPush(new PushConfig("127.0.0.1")));

  private World world;
  private Person requester;
  private Person worker;
  private PushDevice device;

  @BeforeEach
  void people() throws Exception {
    world = new World(server.url());
    requester = world.requester();
    worker = world.worker();
    device = new PushDevice();
    device.listenFor(worker);
    worker.send("PUT", "/v1/push/settings", everything().put("offers", false));
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void theEndOfALeaseIsTold() throws Exception {
    var held = claimed(live(requester, draft(), 1));

    endsSoon();

    var message = device.next();
    assertThat(message.getString("title")).isEqualTo("Your time is almost over");
    assertThat(message.getString("body")).contains("send it by");
    assertThat(message.getString("path")).isEqualTo("/work/" + held.getString("id"));
  }

  @Test
  void whatIsAcceptedWithinAWhileIsOneMessage() throws Exception {
    String project = live(requester, draft(), 2);
    for (int task = 0; task < 2; task++) {
      var sent = worker.submit(claimed(project), UUID.randomUUID(), answer(), null);
      requester.giveVerdict(
          sent.getJsonObject("submission").getString("id"),
          new JsonObject().put("verdict", "accept"));
    }
    eventually(() -> waiting("events = 2"));

    hurry();

    var message = device.next();
    assertThat(message.getString("title")).isEqualTo("2 accepted");
    assertThat(message.getString("body")).isEqualTo("You have earned $0.50.");
    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void moneyThatIsFreeIsTold() throws Exception {
    String project =
        live(requester, draft().put("review", new JsonObject().put("mode", "automatic")), 1);
    worker.submit(claimed(project), UUID.randomUUID(), answer(), null);

    server.sql("update earning set hold_until = now() where state = 'held'");
    eventually(() -> waiting("kind = 'money'"));
    assertThat(waiting("kind = 'accepted'")).as("whoever sent it was there").isFalse();
    hurry();

    assertThat(device.next().getString("body")).isEqualTo("$0.25 can be paid out.");
  }

  @Test
  void aTestThatPeopleGradedIsTold() throws Exception {
    var essay = new Graded(server.url(), requester, new JsonObject());
    var attempt = essay.written(worker, "The moon pulls the sea.");
    for (int i = 0; i < 2; i++) {
      var reviewer = essay.reviewer(world.worker());
      Graded.send(reviewer, essay.claimed(reviewer), 4);
    }

    var message = device.next();

    assertThat(message.getString("title")).isEqualTo("Your result is here");
    assertThat(message.getString("path"))
        .isEqualTo("/attempts/" + attempt.getString("id") + "/result");
    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void aTestThatIsDecidedAtOnceIsNotTold() throws Exception {
    var exam = new Exam(server.url(), requester);
    var attempt = Exam.begin(worker, exam.published(2));
    Exam.answer(worker, attempt, 2);

    assertThat(Exam.submit(worker, attempt).getString("state")).isEqualTo("passed");

    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void newWorkIsToldToThoseWhoCouldDoIt() throws Exception {
    try (var other = new PushDevice()) {
      var absent = world.worker();
      other.listenFor(absent);

      String project = live(requester, draft().put("requirements", fluent("en")), 3);
      assertThat(other.next().getString("path")).isEqualTo("/projects/" + project);
      assertThat(device.hearsNothing()).as("who does not want to hear of it").isTrue();

      live(requester, draft(), 3);
      assertThat(other.hearsNothing()).as("not again at once").isTrue();
    }
  }

  @Test
  void workThatAsksForMoreIsNotTold() throws Exception {
    worker.send("PUT", "/v1/push/settings", everything());

    live(requester, draft().put("requirements", fluent("sw")), 3);

    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void whoIsHereIsNotCalled() throws Exception {
    worker.send("PUT", "/v1/push/settings", everything());
    worker.feed();

    live(requester, draft(), 3);

    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void aServiceThatIsBusyIsAskedAgain() throws Exception {
    device.answers(503);
    claimed(live(requester, draft(), 1));
    endsSoon();
    device.nextAuthorization();

    device.answers(201);

    assertThat(device.next().getString("title")).isEqualTo("Your time is almost over");
    eventually(() -> !waiting("true"));
  }

  @Test
  void aDeviceThatIsGoneIsForgotten() throws Exception {
    device.answers(410);
    claimed(live(requester, draft(), 1));
    endsSoon();
    device.nextAuthorization();

    eventually(() -> !worker.get("/v1/push").getBoolean("subscribed"));
  }

  @Test
  void whatIsSentSaysWhoSendsIt() throws Exception {
    claimed(live(requester, draft(), 1));
    endsSoon();

    String[] signed = device.nextAuthorization().split("[ ,=]+");

    var row = server.sql("select public_key from push_key").getFirst();
    var key =
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(row.getBuffer("public_key").getBytes()));
    assertThat(signed[0]).isEqualTo("vapid");
    var claims = Jwts.parser().verifyWith(key).build().parseSignedClaims(signed[2]).getPayload();
    assertThat(claims.getAudience().toString()).contains("127.0.0.1");
    assertThat(signed[4]).isEqualTo(worker.get("/v1/push").getString("public_key"));
  }

  @Test
  void nothingIsSentToWhoHasSignedOut() throws Exception {
    claimed(live(requester, draft(), 1));
    server.sql("update session set ended_at = now(), end_reason = 'sign_out'");

    endsSoon();

    assertThat(device.hearsNothing()).isTrue();
  }

  @Test
  void onlyListedServicesAreCalled() {
    var elsewhere = device.subscription().put("endpoint", "https://attacker.example/inside");

    var problem =
        catchThrowableOfType(
            ApiProblem.class, () -> worker.send("PUT", "/v1/push/subscription", elsewhere));

    assertThat(problem.code()).isEqualTo("invalid");
  }

  @Test
  void quietHoursComeInPairs() {
    var problem =
        catchThrowableOfType(
            ApiProblem.class,
            () -> worker.send("PUT", "/v1/push/settings", everything().put("quiet_from", 22)));

    assertThat(problem.code()).isEqualTo("invalid");
    var changed =
        worker.send(
            "PUT", "/v1/push/settings", everything().put("quiet_from", 22).put("quiet_to", 7));
    assertThat(changed.getJsonObject("settings").getInteger("quiet_to")).isEqualTo(7);
  }

  private static JsonObject everything() {
    return new JsonObject()
        .put("offers", true)
        .put("leases", true)
        .put("verdicts", true)
        .put("money", true);
  }

  private JsonObject claimed(String project) {
    worker.acknowledge(project, 1);
    return worker.claim(UUID.randomUUID(), project).orElseThrow();
  }

  private static void endsSoon() {
    server.sql(
        "update assignment set leased_at = now() - interval '9 minutes',"
            + " lease_until = now() + interval '1 minute',"
            + " grace_until = now() + interval '11 minutes' where lease_until is not null");
  }

  private static void hurry() {
    server.sql("update push set run_after = now() where state = 'waiting'");
  }

  private static boolean waiting(String which) {
    return !server.sql("select 1 from push where " + which).isEmpty();
  }
}
