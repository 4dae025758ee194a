package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker's dealings with tasks, as a phone sees them. */
class WorkIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person requester;
  private static Person worker;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
    worker = world.worker();
  }

  @Test
  void aRepeatedClaimGetsTheSameAssignment() {
    String project = open(draft(), 3);
    UUID claim = UUID.randomUUID();

    var first = worker.claim(claim, project).orElseThrow();
    var second = worker.claim(claim, project).orElseThrow();

    assertThat(second.getString("id")).isEqualTo(first.getString("id"));
    assertThat(first.getJsonObject("pay")).isEqualTo(World.money("0.25"));
    assertThat(first.getJsonObject("task").getJsonObject("input").getString("a")).isNotEmpty();
    assertThat(first.getJsonObject("lease").getInteger("extensions_left")).isEqualTo(2);
    giveBack(first);
  }

  @Test
  void anotherWorkersClaimIdIsRefused() {
    String project = open(draft(), 3);
    var other = world.worker();
    other.acknowledge(project, 1);
    UUID claim = UUID.randomUUID();
    var held = worker.claim(claim, project).orElseThrow();

    assertThat(refusal(() -> other.claim(claim, project)).code()).isEqualTo("claim_id_taken");
    giveBack(held);
  }

  @Test
  void theGuidelineIsReadBeforeTheFirstClaim() {
    String project = live(requester, draft(), 1);
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    assertThat(refusal(() -> worker.claim(UUID.randomUUID(), project)).code())
        .isEqualTo("guideline_not_acknowledged");

    worker.acknowledge(project, 1);

    giveBack(worker.claim(UUID.randomUUID(), project).orElseThrow());
  }

  @Test
  void nobodyGetsATaskTwiceOrHoldsMoreThanTwo() {
    String project = open(draft(), 3);
    var first = claim(project);
    var second = claim(project);

    assertThat(second.getJsonObject("task").getString("id"))
        .isNotEqualTo(first.getJsonObject("task").getString("id"));
    assertThat(refusal(() -> worker.claim(UUID.randomUUID(), project)).code())
        .isEqualTo("too_many_held");

    submit(first);
    submit(second);
    submit(claim(project));
    assertThat(worker.claim(UUID.randomUUID(), project)).isEmpty();
  }

  @Test
  void whatIsSentIsReceivedOnceUnderItsId() {
    String project = open(draft(), 1);
    var held = claim(project);
    UUID submission = UUID.randomUUID();

    worker.submit(held, submission, answer(), 42);
    var again = worker.submit(held, submission, answer(), 42);

    assertThat(again.getString("state")).isEqualTo("submitted");
    assertThat(again.getJsonObject("submission").getString("id")).isEqualTo(submission.toString());
    assertThat(count("submission", "id", submission)).isEqualTo(1);
    assertThat(refusal(() -> worker.submit(held, UUID.randomUUID(), answer(), null)).code())
        .isEqualTo("assignment_state");
  }

  @ParameterizedTest
  @CsvSource({"manual, false", "manual, true", "automatic, false", "automatic, true"})
  void whatAClaimAndASubmissionAreAnsweredIsWhatIsReadAfterwards(String review, boolean drafted) {
    String project = open(draft().put("review", new JsonObject().put("mode", review)), 1);

    var held = claim(project);
    assertThat(timeless(held)).isEqualTo(timeless(look(held)));
    if (drafted) {
      worker.saveDraft(held.getString("id"), new JsonObject().put("reason", "It names"));
    }
    var sent = submit(held);

    assertThat(sent.containsKey("draft")).isEqualTo(drafted);
    assertThat(timeless(sent)).isEqualTo(timeless(look(held)));
  }

  @Test
  void whatIsSentIsJudgedByTheTermsOfThatMoment() throws Exception {
    String project = open(draft(), 1);
    var held = claim(project);
    var change =
        new JsonObject()
            .put("name", "Which text convinces?")
            .put("review", new JsonObject().put("mode", "automatic"));
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + "/v1/projects/" + project))
                    .method("PATCH", BodyPublishers.ofString(change.encode()))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + world.token(requester))
                    .header("If-Match", "*")
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    var sent = submit(held);
    assertThat(sent.getString("state")).isEqualTo("accepted");
    assertThat(timeless(sent)).isEqualTo(timeless(look(held)));
  }

  @Test
  void anIncompleteAnswerIsRefusedFieldByField() {
    String project = open(draft(), 1);
    var held = claim(project);

    var problem =
        refusal(
            () ->
                worker.submit(
                    held,
                    UUID.randomUUID(),
                    new JsonObject().put("choice", "c").put("reason", "x"),
                    null));

    assertThat(problem.code()).isEqualTo("output_invalid");
    assertThat(problem.document().getJsonArray("errors").encode()).contains("/output/choice");
    giveBack(held);
  }

  @Test
  void aDraftIsKeptAndAnOlderDeviceCannotOverwriteIt() {
    String project = open(draft(), 1);
    var held = claim(project);
    String path = "/v1/assignments/" + held.getString("id") + "/draft";

    worker.send("PUT", path, draftBody("from the phone", 0));
    worker.send("PUT", path, draftBody("from the laptop", 1));
    var problem = refusal(() -> worker.send("PUT", path, draftBody("from the phone, late", 1)));

    assertThat(problem.code()).isEqualTo("draft_conflict");
    assertThat(
            problem.document().getJsonObject("current").getJsonObject("output").getString("reason"))
        .isEqualTo("from the laptop");
    giveBack(held);
  }

  @Test
  void aLeaseThatEndedRefusesTheWorkAndKeepsTheText() {
    String project = open(draft(), 1);
    var held = claim(project);
    UUID id = uuid(held);

    server.sql(
        "update assignment set lease_until = now() - interval '1 hour', grace_until = now() - interval '50 minutes' where id = $1",
        id);
    eventually(() -> stateOf(id).equals("expired"));
    var problem = refusal(() -> worker.submit(held, UUID.randomUUID(), answer(), null));

    assertThat(problem.code()).isEqualTo("lease_lost");
    var kept = worker.get("/v1/assignments/" + held.getString("id"));
    assertThat(kept.getJsonObject("draft").getJsonObject("output")).isEqualTo(answer());
    assertThat(slotsTaken(held)).isZero();
    var other = world.worker();
    other.acknowledge(project, 1);
    assertThat(other.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void refusedWorkThatIsSentAgainDoesNotReplaceWhatWasWrittenSince() {
    var held = claim(open(draft(), 1));
    UUID id = uuid(held);
    server.sql(
        "update assignment set lease_until = now() - interval '1 hour', grace_until = now() - interval '50 minutes' where id = $1",
        id);
    eventually(() -> stateOf(id).equals("expired"));
    UUID sent = UUID.randomUUID();
    refusal(() -> worker.submit(held, sent, answer(), null));
    var since = answer().put("reason", "It was written after the refusal.");
    worker.saveDraft(held.getString("id"), since);

    var again = refusal(() -> worker.submit(held, sent, answer(), null));

    assertThat(again.code()).isEqualTo("lease_lost");
    var kept = worker.get("/v1/assignments/" + held.getString("id")).getJsonObject("draft");
    assertThat(kept.getJsonObject("output")).isEqualTo(since);
  }

  @Test
  void aLateSubmissionWithinTheGraceIsTaken() {
    String project = open(draft(), 1);
    var held = claim(project);

    server.sql(
        "update assignment set lease_until = now() - interval '1 minute' where id = $1",
        uuid(held));

    assertThat(submit(held).getString("state")).isEqualTo("submitted");
  }

  @Test
  void aReturnedTaskIsFreeForOthersAndReturningAgainChangesNothing() {
    String project = open(draft().put("overlap", 1), 1);
    var held = claim(project);

    giveBack(held);
    giveBack(held);

    assertThat(slotsTaken(held)).isZero();
    var other = world.worker();
    other.acknowledge(project, 1);
    assertThat(other.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void aLeaseIsExtendedTwiceAtMostAndARepeatCountsOnce() {
    String project = open(draft(), 1);
    var held = claim(project);
    String path = "/v1/assignments/" + held.getString("id") + "/extension";
    var first = new JsonObject().put("fence", held.getLong("fence")).put("extension", 1);

    worker.send("POST", path, first);
    var repeated = worker.send("POST", path, first);
    worker.send("POST", path, first.copy().put("extension", 2));

    assertThat(repeated.getJsonObject("lease").getInteger("extensions_left")).isEqualTo(1);
    assertThat(refusal(() -> worker.send("POST", path, first.copy().put("extension", 3))).code())
        .isEqualTo("no_extension_left");
    giveBack(held);
  }

  @Test
  void theWorkOfOthersIsNotThere() {
    String project = open(draft(), 1);
    var held = claim(project);
    var other = world.worker();

    assertThat(refusal(() -> other.get("/v1/assignments/" + held.getString("id"))).status())
        .isEqualTo(404);
    assertThat(refusal(() -> other.submit(held, UUID.randomUUID(), answer(), null)).status())
        .isEqualTo(404);
    giveBack(held);
  }

  @Test
  void aBudgetThatRunsOutPausesTheProject() {
    String project = open(draft().put("budget", World.money("0.50")).put("overlap", 2), 2);
    submit(claim(project));
    submit(claim(project));
    var other = world.worker();
    other.acknowledge(project, 1);

    assertThat(other.claim(UUID.randomUUID(), project)).isEmpty();

    var paused = requester.project(project);
    assertThat(paused.getString("state")).isEqualTo("paused");
    assertThat(paused.getString("pause_reason")).isEqualTo("budget_exhausted");
    assertThat(paused.getJsonObject("committed")).isEqualTo(World.money("0.50"));
  }

  @Test
  void aNamedTaskIsForItsWorkersAlone() {
    var named = world.worker();
    String project =
        requester
            .createProject(draft().put("overlap", 1), UUID.randomUUID().toString())
            .getString("id");
    requester.uploadTasks(
        project,
        World.row("only")
            .put("workers", new io.vertx.core.json.JsonArray().add(named.workerId()))
            .encode(),
        UUID.randomUUID().toString());
    requester.launch(project, UUID.randomUUID().toString());
    named.acknowledge(project, 1);
    worker.acknowledge(project, 1);

    eventually(() -> named.claim(UUID.randomUUID(), project).isPresent());
    assertThat(worker.claim(UUID.randomUUID(), project)).isEmpty();
  }

  @Test
  void theFeedShowsWhatIsOpenWithPayAndReason() {
    String project = open(draft(), 3);

    var card =
        worker.feed().getJsonArray("cards").stream()
            .map(JsonObject.class::cast)
            .filter(c -> c.getString("project_id").equals(project))
            .findFirst()
            .orElseThrow();

    assertThat(card.getJsonObject("pay_per_hour")).isEqualTo(World.money("15.00"));
    assertThat(card.getString("pay_basis")).isEqualTo("estimate");
    assertThat(card.getInteger("waiting")).isEqualTo(3);
    assertThat(card.getJsonArray("reasons")).isNotEmpty();
    assertThat(card.getBoolean("acknowledged")).isTrue();
  }

  private static String open(JsonObject draft, int tasks) {
    String project = live(requester, draft, tasks);
    worker.acknowledge(project, 1);
    // The node reads what is live once a second.
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  private static JsonObject claim(String project) {
    return worker.claim(UUID.randomUUID(), project).orElseThrow();
  }

  private static JsonObject look(JsonObject held) {
    return worker.get("/v1/assignments/" + held.getString("id"));
  }

  /** Without the clock. */
  private static JsonObject timeless(JsonObject assignment) {
    var timeless = assignment.copy();
    timeless.remove("server_time");
    return timeless;
  }

  private static JsonObject submit(JsonObject held) {
    return worker.submit(held, UUID.randomUUID(), answer(), 30);
  }

  private static void giveBack(JsonObject held) {
    worker.send(
        "POST",
        "/v1/assignments/" + held.getString("id") + "/return",
        new JsonObject().put("reason", "no_time"));
  }

  private static JsonObject draftBody(String reason, int revision) {
    var body = new JsonObject().put("output", new JsonObject().put("reason", reason));
    return revision == 0 ? body : body.put("revision", revision);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }

  private static UUID uuid(JsonObject assignment) {
    return dev.guildhall.assignment.AssignmentId.parse(assignment.getString("id")).value();
  }

  private static String stateOf(UUID assignment) {
    return server
        .sql("select state from assignment where id = $1", assignment)
        .getFirst()
        .getString(0);
  }

  private static int slotsTaken(JsonObject held) {
    var task = dev.guildhall.task.TaskId.parse(held.getJsonObject("task").getString("id"));
    return server.sql("select live from task where id = $1", task.value()).getFirst().getInteger(0);
  }

  private static long count(String table, String column, UUID id) {
    return server
        .sql("select count(*) from " + table + " where " + column + " = $1", id)
        .getFirst()
        .getLong(0);
  }
}
