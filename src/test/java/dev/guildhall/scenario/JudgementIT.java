package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verdicts, appeals, and what they do to money. */
class JudgementIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person requester;
  private static Person colleague;
  private Person worker;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
    colleague = world.requester();
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select $1, id, 'reviewer' from account where email = $2
        """,
        dev.guildhall.account.OrganisationId.parse(requester.organisationId("requester")).value(),
        colleague.email());
  }

  @BeforeEach
  void aNewWorker() {
    worker = world.worker();
  }

  @Test
  void workIsEarnedWhenSentApprovedWhenAcceptedAndScheduledAfterItsHold() {
    var sent = sent(draft());
    assertThat(column("earned")).isEqualTo("0.25");

    requester.giveVerdict(submissionOf(sent), new JsonObject().put("verdict", "accept"));
    assertThat(column("earned")).isEqualTo("0.00");
    assertThat(column("approved")).isEqualTo("0.25");

    server.sql("update earning set hold_until = now() - interval '1 second' where state = 'held'");
    eventually(() -> column("scheduled").equals("0.25"));
    assertThat(column("approved")).isEqualTo("0.00");
    assertThat(ledger()).isEmpty();
  }

  @Test
  void anAutomaticPlanAcceptsAtOnce() {
    var sent = sent(draft().put("review", new JsonObject().put("mode", "automatic")));

    assertThat(sent.getString("state")).isEqualTo("accepted");
    assertThat(sent.getJsonObject("verdict").getString("decided_by")).isEqualTo("rule");
    assertThat(column("approved")).isEqualTo("0.25");
  }

  @Test
  void workThatNobodyJudgesIsAcceptedInTime() {
    var sent = sent(draft());

    server.sql(
        "update assignment set auto_accept_at = now() - interval '1 second' where state = 'submitted'");

    eventually(() -> stateOf(sent).equals("accepted"));
    assertThat(view(sent).getJsonObject("verdict").getString("decided_by")).isEqualTo("timer");
  }

  @Test
  void aRejectionNeedsAReasonFreesTheSlotAndIsNotPaid() {
    var sent = sent(draft().put("overlap", 1));
    String submission = submissionOf(sent);

    var problem =
        catchThrowableOfType(
            ApiProblem.class,
            () -> requester.giveVerdict(submission, new JsonObject().put("verdict", "reject")));
    assertThat(problem.code()).isEqualTo("reason_required");

    requester.giveVerdict(submission, rejection());
    assertThat(stateOf(sent)).isEqualTo("rejected");
    assertThat(column("earned")).isEqualTo("0.00");
    String project = sent.getJsonObject("project").getString("id");
    assertThat(requester.project(project).getJsonObject("committed").getString("amount"))
        .isEqualTo("0.00");
    var other = world.worker();
    other.acknowledge(project, 1);
    assertThat(other.claim(UUID.randomUUID(), project)).isPresent();
    assertThat(ledger()).isEmpty();
  }

  @Test
  void aVerdictIsGivenOnce() {
    var sent = sent(draft());
    String submission = submissionOf(sent);
    requester.giveVerdict(submission, new JsonObject().put("verdict", "accept"));

    requester.giveVerdict(submission, new JsonObject().put("verdict", "accept"));
    var problem =
        catchThrowableOfType(
            ApiProblem.class, () -> requester.giveVerdict(submission, rejection()));

    assertThat(problem.code()).isEqualTo("already_judged");
    assertThat(column("approved")).isEqualTo("0.25");
  }

  @Test
  void aRevisionIsAskedForAndSentUnderANewFence() {
    var sent = sent(draft());
    requester.giveVerdict(
        submissionOf(sent),
        new JsonObject()
            .put("verdict", "revise")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));

    var asked = view(sent);
    assertThat(asked.getString("state")).isEqualTo("revision_requested");
    assertThat(asked.getLong("fence")).isEqualTo(sent.getLong("fence") + 1);
    var stale =
        catchThrowableOfType(
            ApiProblem.class, () -> worker.submit(sent, UUID.randomUUID(), answer(), null));
    assertThat(stale.code()).isEqualTo("lease_lost");

    var again =
        worker.submit(
            asked,
            UUID.randomUUID(),
            answer().put("reason", "The second sentence names the moon."),
            null);
    requester.giveVerdict(submissionOf(again), new JsonObject().put("verdict", "accept"));
    assertThat(column("approved")).isEqualTo("0.25");
    assertThat(ledger()).isEmpty();
  }

  @Test
  void aSoftRejectionIsPaidAndItsSlotIsFree() {
    var sent = sent(draft().put("overlap", 1));

    requester.giveVerdict(
        submissionOf(sent),
        new JsonObject()
            .put("verdict", "soft_reject")
            .put("reason_code", "other")
            .put("text", "The task was unclear."));

    assertThat(column("approved")).isEqualTo("0.25");
    assertThat(
            server
                .sql(
                    "select live from task t join assignment a on a.task_id = t.id where a.id = $1",
                    uuid(sent))
                .getFirst()
                .getInteger(0))
        .isZero();
  }

  @Test
  void anOverturnedRejectionIsPaidAndDecidedBySomebodyElse() {
    var sent = sent(draft().put("overlap", 1));
    requester.giveVerdict(submissionOf(sent), rejection());

    worker.appeal(sent.getString("id"), "The guideline asks for exactly this.");
    assertThat(stateOf(sent)).isEqualTo("disputed");
    UUID appeal =
        server
            .sql("select id from appeal where assignment_id = $1", uuid(sent))
            .getFirst()
            .getUUID(0);
    String path =
        "/v1/appeals/" + dev.guildhall.platform.id.IdText.print("apl", appeal) + "/decision";
    var decision =
        new JsonObject()
            .put("decision", "overturned")
            .put("text", "The worker is right about this.");
    var own = catchThrowableOfType(ApiProblem.class, () -> requester.send("PUT", path, decision));
    assertThat(own.status()).as("the judge of the verdict does not decide").isEqualTo(404);

    server.sql("update appeal set due_at = now() - interval '1 second' where id = $1", appeal);
    eventually(() -> stateOf(sent).equals("accepted"));
    assertThat(column("approved")).isEqualTo("0.25");
    assertThat(view(sent).getJsonObject("appeal").getString("state")).isEqualTo("overturned");
    assertThat(ledger()).isEmpty();
  }

  @Test
  void anOverturnedRejectionTakesItsSlotBackWhileItIsFree() {
    var sent = sent(draft().put("overlap", 1));
    requester.giveVerdict(submissionOf(sent), rejection());

    overturn(sent);

    assertThat(task(sent)).containsExactly("done", 1, 1, 1, 0);
    assertThat(readmission(sent).getBoolean("beyond_overlap")).isFalse();
    assertThat(newWorker(project(sent)).claim(UUID.randomUUID(), project(sent))).isEmpty();
    assertThat(requester.project(project(sent)).getJsonObject("committed"))
        .isEqualTo(World.money("0.25"));
    assertThat(ledger()).isEmpty();
  }

  @Test
  void anOverturnedRejectionWhoseSlotWasTakenIsOneMoreByARecordedDecision() {
    var sent = sent(draft().put("overlap", 1));
    String project = project(sent);
    requester.giveVerdict(submissionOf(sent), rejection());
    var other = newWorker(project);
    var held = other.claim(UUID.randomUUID(), project).orElseThrow();
    var second = other.submit(held, UUID.randomUUID(), answer(), 30);

    overturn(sent);

    assertThat(task(sent)).as("two where one was ordered").containsExactly("done", 1, 2, 1, 1);
    assertThat(readmission(sent))
        .isEqualTo(
            new JsonObject()
                .put("assignment", uuid(sent).toString())
                .put("project", dev.guildhall.project.ProjectId.parse(project).value().toString())
                .put("task", taskId(sent).toString())
                .put("appeal", appealOf(sent).toString())
                .put("beyond_overlap", true)
                .put("live", 2)
                .put("overlap", 1));
    eventually(() -> figure(project, "wanted") == 2 && figure(project, "accepted") == 1);
    assertThat(requester.project(project).getJsonObject("committed"))
        .isEqualTo(World.money("0.50"));

    requester.giveVerdict(submissionOf(second), rejection());

    assertThat(task(sent))
        .as("nobody is asked for the second again")
        .containsExactly("done", 1, 1, 1, 0);
    eventually(() -> figure(project, "wanted") == 1 && figure(project, "accepted") == 1);
    assertThat(newWorker(project).claim(UUID.randomUUID(), project)).isEmpty();
    requester.send("POST", "/v1/projects/" + project + "/completion", null);
    assertThat(requester.project(project).getJsonObject("reserved")).isEqualTo(World.money("0.25"));
    assertThat(ledger()).isEmpty();
  }

  @Test
  void anOverturnAfterTheEndIsPaidFromTheWallet() {
    var sent = sent(draft().put("overlap", 1));
    String project = project(sent);
    requester.giveVerdict(submissionOf(sent), rejection());
    requester.send("POST", "/v1/projects/" + project + "/completion", null);
    assertThat(requester.project(project).getJsonObject("reserved")).isEqualTo(World.money("0.00"));

    overturn(sent);

    var ended = requester.project(project);
    assertThat(ended.getString("state")).isEqualTo("completed");
    assertThat(ended.getJsonObject("reserved")).isEqualTo(World.money("0.25"));
    assertThat(ended.getJsonObject("committed")).isEqualTo(World.money("0.25"));
    assertThat(column("approved")).isEqualTo("0.25");
    assertThat(ledger()).isEmpty();
  }

  @Test
  void manyVerdictsAtOnceSucceedOrFailOneByOne() {
    var sent = sent(draft());
    var items =
        new io.vertx.core.json.JsonArray()
            .add(
                new JsonObject()
                    .put("submission_id", submissionOf(sent))
                    .put("verdict", new JsonObject().put("verdict", "accept")))
            .add(
                new JsonObject()
                    .put("submission_id", UUID.randomUUID().toString())
                    .put("verdict", new JsonObject().put("verdict", "accept")));

    var results =
        requester
            .send("POST", "/v1/verdicts", new JsonObject().put("items", items))
            .getJsonArray("results");

    assertThat(results.getJsonObject(0).getInteger("status")).isEqualTo(200);
    assertThat(results.getJsonObject(1).getInteger("status")).isEqualTo(404);
    assertThat(results.getJsonObject(1).getJsonObject("problem").getString("code"))
        .isEqualTo("not_found");
  }

  @Test
  void reviewersSeePseudonymsAndStrangersNothing() {
    var sent = sent(draft());
    String project = sent.getJsonObject("project").getString("id");

    var queue = requester.reviews(project);
    assertThat(queue).hasSize(1);
    assertThat(queue.getFirst().getString("worker")).hasSize(12);
    assertThat(queue.getFirst().encode()).doesNotContain(worker.workerId(), worker.email());

    var stranger = world.requester();
    assertThat(stranger.reviews(project)).isEmpty();
    var problem =
        catchThrowableOfType(
            ApiProblem.class,
            () ->
                stranger.giveVerdict(
                    submissionOf(sent), new JsonObject().put("verdict", "accept")));
    assertThat(problem.status()).isEqualTo(404);
  }

  private JsonObject sent(JsonObject draft) {
    String project = live(requester, draft, 1);
    worker.acknowledge(project, 1);
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
    return worker.submit(held, UUID.randomUUID(), answer(), 30);
  }

  /** The worker appeals, and somebody else of the organisation agrees. */
  private void overturn(JsonObject assignment) {
    worker.appeal(assignment.getString("id"), "The guideline asks for exactly this.");
    colleague.send(
        "PUT",
        "/v1/appeals/"
            + dev.guildhall.platform.id.IdText.print("apl", appealOf(assignment))
            + "/decision",
        new JsonObject()
            .put("decision", "overturned")
            .put("text", "The worker is right about this."));
    assertThat(stateOf(assignment)).isEqualTo("accepted");
  }

  private static UUID appealOf(JsonObject assignment) {
    return server
        .sql("select id from appeal where assignment_id = $1", uuid(assignment))
        .getFirst()
        .getUUID("id");
  }

  private static JsonObject readmission(JsonObject assignment) {
    return server
        .sql(
            "select payload from event where type = 'assignment.readmitted' and subject_id = $1",
            uuid(assignment))
        .getFirst()
        .getJsonObject("payload");
  }

  /** State, overlap, live, accepted and extra of the assignment's task. */
  private static java.util.List<Object> task(JsonObject assignment) {
    var row =
        server
            .sql(
                "select state, overlap, live, accepted, extra from task where id = $1",
                taskId(assignment))
            .getFirst();
    return java.util.stream.IntStream.range(0, row.size()).mapToObj(row::getValue).toList();
  }

  private static UUID taskId(JsonObject assignment) {
    return dev.guildhall.task.TaskId.parse(assignment.getJsonObject("task").getString("id"))
        .value();
  }

  private static int figure(String project, String figure) {
    return requester.progress(project).getJsonObject("submissions").getInteger(figure);
  }

  private static String project(JsonObject assignment) {
    return assignment.getJsonObject("project").getString("id");
  }

  private static Person newWorker(String project) {
    var person = world.worker();
    person.acknowledge(project, 1);
    return person;
  }

  private static JsonObject rejection() {
    return new JsonObject()
        .put("verdict", "reject")
        .put("reason_code", "off_topic")
        .put("text", "This answers another question.");
  }

  private String column(String name) {
    var balances = worker.balance().getJsonArray("balances");
    return balances.isEmpty()
        ? "0.00"
        : balances.getJsonObject(0).getJsonObject(name).getString("amount");
  }

  private JsonObject view(JsonObject assignment) {
    return worker.get("/v1/assignments/" + assignment.getString("id"));
  }

  private String stateOf(JsonObject assignment) {
    return view(assignment).getString("state");
  }

  private static String submissionOf(JsonObject assignment) {
    return assignment.getJsonObject("submission").getString("id");
  }

  private static UUID uuid(JsonObject assignment) {
    return dev.guildhall.assignment.AssignmentId.parse(assignment.getString("id")).value();
  }

  private static java.util.List<String> ledger() {
    return dev.guildhall.testing.TestPlatform.await(
        new LedgerCheck().findings(server.server().platform().database().client()));
  }
}
