package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.task.TaskId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task whose lease expired is taken up again: by its own worker, while its place is free. */
class ReopeningIT {

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
  void aNamedTaskThatExpiredIsClaimedAgainByItsWorker() {
    String project = open(named());
    UUID before = UUID.randomUUID();
    var held = claim(before, project);
    worker.saveDraft(held.getString("id"), answer());
    expire(held);
    assertThat(worker.feed().getJsonArray("cards").encode()).contains(project);

    UUID claim = UUID.randomUUID();
    var again = worker.claim(claim, project).orElseThrow();

    assertThat(again.getString("id")).isEqualTo(held.getString("id"));
    assertThat(again.getJsonObject("draft").getJsonObject("output")).isEqualTo(answer());
    assertThat(again.getLong("fence")).isGreaterThan(held.getLong("fence"));
    assertThat(again.getJsonObject("lease").getInteger("extensions_left")).isEqualTo(2);
    assertThat(worker.claim(claim, project).orElseThrow().getString("id"))
        .isEqualTo(held.getString("id"));
    assertThat(worker.claim(before, project).orElseThrow().getString("id"))
        .isEqualTo(held.getString("id"));
    assertThat(slotsTaken(held)).isEqualTo(1);
    assertThat(refusal(() -> submit(held)).code()).isEqualTo("lease_lost");
    assertThat(submit(again).getString("state")).isEqualTo("submitted");
  }

  @Test
  void anExpiredTaskIsTakenUpAgainOnceHoweverOftenItIsAskedFor() {
    var held = claim(UUID.randomUUID(), open(shared()));
    worker.saveDraft(held.getString("id"), answer());
    var expired = expire(held);

    var again = reopen(expired);
    var repeated = reopen(expired);

    assertThat(again.getString("state")).isEqualTo("claimed");
    assertThat(again.getJsonObject("draft").getJsonObject("output")).isEqualTo(answer());
    assertThat(repeated.getJsonObject("lease")).isEqualTo(again.getJsonObject("lease"));
    assertThat(slotsTaken(held)).isEqualTo(1);
    assertThat(tasksHeld()).isEqualTo(1);
    assertThat(submit(again).getString("state")).isEqualTo("submitted");
    assertThat(tasksHeld()).isZero();
  }

  @Test
  void aPlaceThatWasTakenMeanwhileIsNotFree() {
    String project = open(shared());
    var held = claim(UUID.randomUUID(), project);
    var expired = expire(held);
    var other = world.worker();
    other.acknowledge(project, 1);
    other.claim(UUID.randomUUID(), project).orElseThrow();

    assertThat(refusal(() -> reopen(expired)).code()).isEqualTo("place_taken");

    assertThat(slotsTaken(held)).isEqualTo(1);
    assertThat(tasksHeld()).isZero();
  }

  @Test
  void aPausedProjectTakesNobodyBack() {
    String project = open(shared());
    var expired = expire(claim(UUID.randomUUID(), project));
    requester.pause(project);

    assertThat(refusal(() -> reopen(expired)).code()).isEqualTo("place_taken");

    assertThat(requester.project(project).getJsonObject("committed"))
        .isEqualTo(World.money("0.00"));
  }

  @Test
  void whoHoldsAsManyAsAllowedTakesUpNoMore() {
    String project = open(shared(), 3);
    var expired = expire(claim(UUID.randomUUID(), project));
    claim(UUID.randomUUID(), project);
    claim(UUID.randomUUID(), project);

    assertThat(refusal(() -> reopen(expired)).code()).isEqualTo("too_many_held");

    assertThat(tasksHeld()).isEqualTo(2);
  }

  @Test
  void onlyWhatExpiredUnsentIsTakenUpAgain() {
    String project = open(shared());
    var held = claim(UUID.randomUUID(), project);
    assertThat(refusal(() -> reopen(held)).code()).isEqualTo("assignment_state");
    var expired = expire(held);
    assertThat(refusal(() -> reopen(held)).code()).isEqualTo("lease_lost");
    var again = reopen(expired);
    var sent = submit(again);
    requester.giveVerdict(
        sent.getJsonObject("submission").getString("id"),
        new JsonObject()
            .put("verdict", "revise")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));

    var revision = expire(held);

    assertThat(refusal(() -> reopen(revision)).code()).isEqualTo("assignment_state");
  }

  @Test
  void theTasksOfOthersAreNotThere() {
    var expired = expire(claim(UUID.randomUUID(), open(shared())));
    var other = world.worker();

    assertThat(
            refusal(() -> other.send("POST", path(expired) + "/reopening", fenceOf(expired)))
                .status())
        .isEqualTo(404);
  }

  private static JsonObject shared() {
    return World.row("only");
  }

  private JsonObject named() {
    return shared().put("workers", new JsonArray().add(worker.workerId()));
  }

  private String open(JsonObject task) {
    return open(task, 1);
  }

  /** A live project with the task, in so many copies; each wants one submission. */
  private String open(JsonObject task, int copies) {
    String project =
        requester
            .createProject(draft().put("overlap", 1), UUID.randomUUID().toString())
            .getString("id");
    var rows = new StringBuilder();
    for (int i = 0; i < copies; i++) {
      rows.append(task.copy().put("key", "t" + i).encode()).append('\n');
    }
    requester.uploadTasks(project, rows.toString(), UUID.randomUUID().toString());
    requester.launch(project, UUID.randomUUID().toString());
    worker.acknowledge(project, 1);
    // The node reads what is live once a second.
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  private JsonObject claim(UUID claim, String project) {
    return worker.claim(claim, project).orElseThrow();
  }

  private JsonObject submit(JsonObject held) {
    return worker.submit(held, UUID.randomUUID(), answer(), 30);
  }

  private JsonObject reopen(JsonObject expired) {
    return worker.send("POST", path(expired) + "/reopening", fenceOf(expired));
  }

  private static JsonObject fenceOf(JsonObject assignment) {
    return new JsonObject().put("fence", assignment.getLong("fence"));
  }

  /** The assignment after its lease and grace have passed. */
  private JsonObject expire(JsonObject held) {
    server.sql(
        """
        update assignment
        set lease_until = now() - interval '1 hour', grace_until = now() - interval '50 minutes'
        where id = $1
        """,
        AssignmentId.parse(held.getString("id")).value());
    eventually(() -> worker.get(path(held)).getString("state").equals("expired"));
    return worker.get(path(held));
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static int slotsTaken(JsonObject held) {
    var task = TaskId.parse(held.getJsonObject("task").getString("id"));
    return server.sql("select live from task where id = $1", task.value()).getFirst().getInteger(0);
  }

  private int tasksHeld() {
    return server
        .sql(
            "select held from worker_load where worker_id = $1",
            WorkerId.parse(worker.workerId()).value())
        .getFirst()
        .getInteger(0);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
