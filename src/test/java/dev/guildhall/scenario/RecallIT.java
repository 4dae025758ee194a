package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.audit.AuditWorkflow;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A requester calls tasks back. They pay USD 0.25 for an estimated minute. */
class RecallIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
  private World world;
  private Person requester;
  private Person worker;

  @BeforeEach
  void people() {
    world = new World(server.url());
    requester = world.requester();
    worker = world.worker();
  }

  @AfterEach
  void theRecordKeepsItsPromises() {
    var platform = server.server().platform();
    assertThat(
            new AuditWorkflow(
                    platform.database(), platform.redis(), AuditWorkflow.Circumstances.AT_REST)
                .run(_ -> {}))
        .isEmpty();
  }

  @Test
  void whoIsAtWorkIsPaidForTheTimeTheirDeviceSaysAndSeesWhy() {
    String project = opened(1);
    var held = claim(worker, project);
    worker.saveDraft(held.getString("id"), answer());
    passes(held, 50);
    worker.send(
        "POST",
        path(held) + "/heartbeat",
        new JsonObject().put("fence", held.getLong("fence")).put("active_seconds", 24));

    var recalled = recall(project, all(), "faulty_input", "The texts were cut off.");

    assertThat(recalled.getInteger("in_work")).isEqualTo(1);
    assertThat(recalled.getJsonObject("paid")).isEqualTo(money("0.10"));
    var mine = worker.get(path(held));
    assertThat(mine.getString("state")).isEqualTo("cancelled");
    assertThat(mine.containsKey("lease")).isFalse();
    assertThat(mine.getJsonObject("draft").getJsonObject("output")).isEqualTo(answer());
    var cancellation = mine.getJsonObject("cancellation");
    cancellation.remove("cancelled_at");
    assertThat(cancellation)
        .isEqualTo(
            new JsonObject()
                .put("reason", "faulty_input")
                .put("note", "The texts were cut off.")
                .put("pay", money("0.10"))
                .put("seconds", 24)
                .put("estimate_seconds", 60)
                .put("evidence", "heartbeat")
                .put("rule", "pro_rata/1"));
    var earning = worker.get("/v1/me/earnings").getJsonArray("data").getJsonObject(0);
    assertThat(earning.getString("basis")).isEqualTo("cancellation");
    assertThat(earning.getJsonObject("amount")).isEqualTo(money("0.10"));
    assertThat(earning.getString("column")).isEqualTo("approved");
    assertThat(requester.tasks(project).getFirst().getString("state")).isEqualTo("cancelled");
  }

  @Test
  void aDraftSaysHowLongWhereNoDeviceDidAndTheLeaseWhereNothingElseDoes() {
    String project = opened(2);
    var first = claim(worker, project);
    var second = claim(worker, project);
    passes(first, 30);
    passes(second, 45);
    worker.saveDraft(first.getString("id"), answer());
    passes(first, 20);

    recall(project, all(), "not_needed", null);

    assertThat(cancellation(first).getString("evidence")).isEqualTo("draft");
    assertThat(cancellation(first).getInteger("seconds")).isBetween(30, 33);
    assertThat(cancellation(second).getString("evidence")).isEqualTo("lease");
    assertThat(cancellation(second).getInteger("seconds")).isBetween(45, 48);
  }

  @Test
  void whoIsPausedIsNotPaidForThePauseAndWhoHasHeldItForLongIsPaidThePriceAtMost() {
    String project = opened(2);
    var first = claim(worker, project);
    var second = claim(worker, project);
    passes(first, 30);
    worker.send(
        "POST",
        path(first) + "/pause",
        new JsonObject().put("fence", first.getLong("fence")).put("pause", 1));
    passes(first, 60);
    passes(second, 100);

    recall(project, all(), "not_needed", null);

    assertThat(cancellation(first).getInteger("seconds")).isBetween(30, 33);
    assertThat(cancellation(second).getJsonObject("pay")).isEqualTo(money("0.25"));
  }

  @Test
  void whatWasSentGoesOnToItsVerdictAndIsPaidAsEver() {
    String project = opened(1);
    var sent = submit(worker, claim(worker, project));

    var recalled = recall(project, keys("t0"), "not_needed", null);

    assertThat(recalled.getJsonArray("results").getJsonObject(0).getInteger("kept")).isEqualTo(1);
    assertThat(worker.get(path(sent)).getString("state")).isEqualTo("submitted");
    judge(sent, "accept");
    assertThat(worker.get(path(sent)).getString("state")).isEqualTo("accepted");
    assertThat(requester.tasks(project).getFirst().getString("state")).isEqualTo("cancelled");
    assertThat(balance("approved")).isEqualTo("0.25");
  }

  @Test
  void whatIsTurnedDownAfterwardsIsAskedOfNobodyElse() {
    String project = opened(1);
    var sent = submit(worker, claim(worker, project));
    recall(project, keys("t0"), "not_needed", null);

    judge(sent, "reject");

    var other = world.worker();
    other.acknowledge(project, 1);
    assertThat(other.claim(UUID.randomUUID(), project)).isEmpty();
    worker.appeal(sent.getString("id"), "Sentence two says it.");
    server.sql(
        "update appeal set due_at = now() - interval '1 minute' where assignment_id = $1",
        id(sent));
    eventually(() -> worker.get(path(sent)).getString("state").equals("accepted"));
    assertThat(requester.tasks(project).getFirst().getString("state")).isEqualTo("cancelled");
  }

  @Test
  void aRevisionThatWasAskedForIsPaidForWhatWasDone() {
    String project = opened(1);
    var held = claim(worker, project);
    passes(held, 36);
    judge(submit(worker, held), "revise");
    assertThat(balance("earned")).isEqualTo("0.25");

    recall(project, keys("t0"), "guideline_changed", null);

    assertThat(cancellation(held).getString("evidence")).isEqualTo("submission");
    assertThat(cancellation(held).getInteger("seconds")).isBetween(36, 39);
    assertThat(balance("earned")).isEqualTo("0.00");
    assertThat(balance("approved")).startsWith("0.15").isEqualTo(pay(held));
  }

  @Test
  void theTextOnItsWayIsKept() {
    String project = opened(1);
    var held = claim(worker, project);
    recall(project, all(), "not_needed", null);

    assertThat(refusal(() -> submit(worker, held)).code()).isEqualTo("lease_lost");
    assertThat(worker.get(path(held)).getJsonObject("draft").getJsonObject("output"))
        .isEqualTo(answer());
    var later = answer().put("reason", "I had written more than that.");
    worker.saveDraft(held.getString("id"), later);
    assertThat(worker.get(path(held)).getJsonObject("draft").getJsonObject("output"))
        .isEqualTo(later);
  }

  @Test
  void eachTaskOfAListHasItsOwnResult() {
    String project = opened(4);
    submit(worker, claim(worker, project));
    var held = claim(worker, project);
    recall(project, keys("t3"), "duplicate", null);

    var recalled = recall(project, keys("t0", "t1", "t2", "t3", "nowhere"), "duplicate", null);

    assertThat(
            results(recalled).map(r -> r.getString("key") + " " + r.getInteger("status")).toList())
        .containsExactlyInAnyOrder("t0 200", "t1 200", "t2 200", "t3 200", "nowhere 404");
    var inWork = results(recalled).filter(r -> r.getInteger("in_work", 0) == 1).findFirst();
    assertThat(inWork.orElseThrow().getString("task_id"))
        .isEqualTo(held.getJsonObject("task").getString("id"));
    assertThat(recalled.getInteger("in_work")).isEqualTo(1);
  }

  @Test
  void whatIsDoneIsNotCalledBack() {
    String project = opened(1);
    judge(submit(worker, claim(worker, project)), "accept");

    var result = results(recall(project, keys("t0"), "other", null)).findFirst().orElseThrow();

    assertThat(result.getInteger("status")).isEqualTo(409);
    assertThat(result.getJsonObject("problem").getString("code")).isEqualTo("task_done");
    assertThat(requester.tasks(project).getFirst().getString("state")).isEqualTo("done");
  }

  @Test
  void whatNobodyHasStartedCostsNothingAndItsMoneyGoesBack() {
    String project = opened(4);
    var held = claim(worker, project);
    String before = available();

    var recalled =
        recall(project, filter(new JsonObject().put("work", "waiting")), "not_needed", null);

    assertThat(recalled.getJsonArray("results").size()).isEqualTo(3);
    assertThat(recalled.getInteger("in_work")).isZero();
    assertThat(recalled.getJsonObject("released")).isEqualTo(money("0.75"));
    assertThat(available()).isEqualTo(plus(before, "0.75"));
    assertThat(submit(worker, held).getString("state")).isEqualTo("submitted");
  }

  @Test
  void ofABudgetTheMoneyIsFreeForOtherTasks() {
    String project = live(requester, draft().put("overlap", 1).put("budget", money("5.00")), 4);
    String before = available();

    var recalled = recall(project, keys("t0", "t1"), "not_needed", null);

    assertThat(recalled.getJsonObject("released")).isEqualTo(money("0.00"));
    assertThat(available()).isEqualTo(before);
  }

  @Test
  void aPreviewSaysWhatItWouldComeTo() {
    String project = opened(4);
    submit(worker, claim(worker, project));
    passes(claim(worker, project), 30);

    var preview =
        requester.send(
            "POST",
            "/v1/projects/" + project + "/recall/preview",
            new JsonObject().put("tasks", all()));

    assertThat(preview.getInteger("tasks")).isEqualTo(3);
    assertThat(preview.getInteger("free")).isEqualTo(2);
    assertThat(preview.getInteger("in_work")).isEqualTo(1);
    assertThat(preview.getJsonObject("pay_now").getString("amount")).startsWith("0.1");
    assertThat(preview.getJsonObject("pay_at_most")).isEqualTo(money("0.25"));
    assertThat(requester.tasks(project).getFirst().getString("state")).isEqualTo("open");
  }

  @Test
  void aProjectEndsWithAllOfItsTasksOnceNothingWaitsForAVerdict() {
    String project = opened(3);
    var sent = submit(worker, claim(worker, project));
    claim(worker, project);
    var order = order(all(), "project_completed", null).put("complete", true);

    var first = requester.send("POST", recallPath(project), order);

    assertThat(first.getString("project_state")).isEqualTo("paused");
    assertThat(first.getInteger("waiting")).isEqualTo(1);
    assertThat(first.getInteger("in_work")).isEqualTo(1);
    judge(sent, "accept");
    var second = requester.send("POST", recallPath(project), order);
    assertThat(second.getString("project_state")).isEqualTo("completed");
    assertThat(requester.project(project).getJsonObject("reserved"))
        .isEqualTo(requester.project(project).getJsonObject("committed"));
  }

  @Test
  void aRepeatUnderOneKeyHasNoSecondEffectAndTheSameAnswer() {
    String project = opened(2);
    claim(worker, project);

    var first = keyed(project, "again");
    var second = keyed(project, "again");

    assertThat(second).isEqualTo(first);
    assertThat(
            server.sql(
                "select 1 from event where type = 'project.tasks_recalled' and subject_id = $1",
                ProjectId.parse(project).value()))
        .hasSize(1);
  }

  @Test
  void onlyWhoMayChangeTheProjectCallsItsTasksBack() {
    String project = opened(1);
    var stranger = world.requester();

    assertThat(
            refusal(() -> stranger.send("POST", recallPath(project), order(all(), "other", null)))
                .status())
        .isEqualTo(404);
    assertThat(
            refusal(() -> worker.send("POST", recallPath(project), order(all(), "other", null)))
                .status())
        .isEqualTo(403);
    String other = live(stranger, draft().put("overlap", 1), 1);
    String task = stranger.tasks(other).getFirst().getString("id");
    var result =
        results(
                recall(
                    project,
                    new JsonObject().put("task_ids", new JsonArray().add(task)),
                    "other",
                    null))
            .findFirst()
            .orElseThrow();
    assertThat(result.getInteger("status")).isEqualTo(404);
    assertThat(stranger.tasks(other).getFirst().getString("state")).isEqualTo("open");
  }

  @Test
  void tasksAreNamedInOneWay() {
    String project = opened(1);

    assertThat(
            refusal(
                    () ->
                        recall(project, keys("t0").put("filter", new JsonObject()), "other", null))
                .code())
        .isEqualTo("invalid");
    assertThat(
            refusal(
                    () ->
                        requester.send(
                            "POST",
                            recallPath(project),
                            order(keys("t0"), "other", null).put("complete", true)))
                .code())
        .isEqualTo("invalid");
  }

  @Test
  void theWorkersDeviceHearsOfItAtOnce() throws Exception {
    String project = opened(1);
    var held = claim(worker, project);
    try (var stream = new EventStream(server.url(), world.token(worker), null)) {
      stream.next("ready");

      recall(project, all(), "not_needed", null);

      var told = stream.change("cancelled");
      assertThat(told.getString("assignment_id")).isEqualTo(held.getString("id"));
    }
  }

  @Test
  void nobodyStartsWhatWasCalledBackAndTheQueueForgetsIt() {
    String project = opened(3);
    UUID pool = ProjectId.parse(project).value();

    recall(project, keys("t0", "t1", "t2"), "not_needed", null);

    assertThat(worker.claim(UUID.randomUUID(), project)).isEmpty();
    eventually(() -> server.sql("select 1 from outbox").isEmpty());
    var queue = new dev.guildhall.queue.TaskQueue(server.server().platform());
    assertThat(queue.read(pool, java.util.Optional.empty()).await().tasks()).isEmpty();
  }

  @Test
  void submissionsAndTheCallBackOfTheirTasksAreDecidedOneByOne() throws Exception {
    String project = opened(24);
    var workers = new ArrayList<Person>();
    var held = new ArrayList<JsonObject>();
    for (int i = 0; i < 12; i++) {
      var one = world.worker();
      one.acknowledge(project, 1);
      workers.add(one);
      held.add(claim(one, project));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < 12; i++) {
        int n = i;
        all.add(threads.submit(() -> attempt(() -> submit(workers.get(n), held.get(n)))));
      }
      all.add(threads.submit(() -> recall(project, all(), "not_needed", null)));
      for (var each : all) {
        each.get();
      }
    }

    for (int i = 0; i < 12; i++) {
      var now = workers.get(i).get(path(held.get(i)));
      assertThat(now.getString("state")).isIn("submitted", "cancelled");
      assertThat(now.containsKey("cancellation"))
          .isEqualTo(now.getString("state").equals("cancelled"));
    }
    assertThat(inWork(project)).isZero();
  }

  @Test
  void claimsAndTheCallBackOfTheirTasksAreDecidedOneByOne() throws Exception {
    String project = opened(40);
    var workers = new ArrayList<Person>();
    for (int i = 0; i < 10; i++) {
      var one = world.worker();
      one.acknowledge(project, 1);
      workers.add(one);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < 20; i++) {
        var one = workers.get(i % 10);
        all.add(threads.submit(() -> attempt(() -> one.claim(UUID.randomUUID(), project))));
        if (i == 10) {
          all.add(threads.submit(() -> recall(project, all(), "not_needed", null)));
        }
      }
      for (var each : all) {
        each.get();
      }
    }

    assertThat(inWork(project)).isZero();
    assertThat(requester.progress(project).getJsonObject("submissions").getInteger("wanted"))
        .isZero();
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (ApiProblem problem) {
      assertThat(problem.code()).isIn("lease_lost", "too_many_held");
    }
  }

  private String opened(int tasks) {
    String project = live(requester, draft().put("overlap", 1), tasks);
    worker.acknowledge(project, 1);
    return project;
  }

  private static JsonObject claim(Person who, String project) {
    var claim = UUID.randomUUID();
    // The node reads what is live once a second.
    eventually(() -> who.claim(claim, project).isPresent());
    return who.claim(claim, project).orElseThrow();
  }

  private static JsonObject submit(Person who, JsonObject held) {
    return who.submit(held, UUID.randomUUID(), answer(), null);
  }

  private void judge(JsonObject sent, String verdict) {
    var judgement = new JsonObject().put("verdict", verdict);
    if (!verdict.equals("accept")) {
      judgement.put("reason_code", "reason_too_thin").put("text", "Say which sentence.");
    }
    requester.giveVerdict(sent.getJsonObject("submission").getString("id"), judgement);
  }

  private JsonObject recall(String project, JsonObject tasks, String reason, String note) {
    return requester.send("POST", recallPath(project), order(tasks, reason, note));
  }

  private static String recallPath(String project) {
    return "/v1/projects/" + project + "/recall";
  }

  private static JsonObject order(JsonObject tasks, String reason, String note) {
    var order = new JsonObject().put("tasks", tasks).put("reason", reason);
    return note == null ? order : order.put("note", note);
  }

  private static JsonObject all() {
    return filter(new JsonObject());
  }

  private static JsonObject filter(JsonObject filter) {
    return new JsonObject().put("filter", filter);
  }

  private static JsonObject keys(String... keys) {
    return new JsonObject().put("keys", new JsonArray(List.of(keys)));
  }

  private static java.util.stream.Stream<JsonObject> results(JsonObject recalled) {
    return recalled.getJsonArray("results").stream().map(JsonObject.class::cast);
  }

  private JsonObject keyed(String project, String key) {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + recallPath(project)))
            .header("Authorization", "Bearer " + world.token(requester))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(order(all(), "not_needed", null).encode()))
            .build();
    return new JsonObject(http.sendAsync(request, BodyHandlers.ofString()).join().body());
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
        id(held),
        seconds);
  }

  private JsonObject cancellation(JsonObject held) {
    return worker.get(path(held)).getJsonObject("cancellation");
  }

  private String pay(JsonObject held) {
    return cancellation(held).getJsonObject("pay").getString("amount");
  }

  private String balance(String column) {
    return worker
        .balance()
        .getJsonArray("balances")
        .getJsonObject(0)
        .getJsonObject(column)
        .getString("amount");
  }

  private String available() {
    return requester
        .get("/v1/organisations/" + requester.organisationId("requester") + "/wallet")
        .getJsonArray("data")
        .getJsonObject(0)
        .getJsonObject("available")
        .getString("amount");
  }

  private static String plus(String amount, String more) {
    return new java.math.BigDecimal(amount).add(new java.math.BigDecimal(more)).toPlainString();
  }

  private static long inWork(String project) {
    return server
        .sql(
            "select count(*) from assignment where project_id = $1 and state in ('claimed', 'revision_requested')",
            ProjectId.parse(project).value())
        .getFirst()
        .getLong(0);
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static UUID id(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
