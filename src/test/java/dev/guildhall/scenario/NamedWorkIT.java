package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task for named workers goes back to them, and is closed to whom it was refused. */
class NamedWorkIT {

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
  void whatExpiredWithItsRevisionIsDoneAnewAndPaidOnce() {
    String project = open(named(worker));
    var sent = submit(claim(project));
    judge(sent, "revise");
    expire(sent);
    assertThat(slotsTaken(sent)).isZero();
    assertThat(worker.feed().getJsonArray("cards").encode()).contains(project);

    var again = claim(project);
    assertThat(again.getString("id")).isEqualTo(sent.getString("id"));
    var resent = submit(again);
    assertThat(balance("earned")).isEqualTo("0.25");
    judge(resent, "accept");

    assertThat(worker.get(path(sent)).getString("state")).isEqualTo("accepted");
    assertThat(balance("earned")).isEqualTo("0.00");
    assertThat(balance("approved")).isEqualTo("0.25");
    assertThat(taskOf(sent).getString("state")).isEqualTo("done");
    assertTheCountsAreRight();
  }

  @Test
  void whatExpiredWithItsRevisionMayBeRejectedTheSecondTime() {
    String project = open(named(worker));
    var sent = submit(claim(project));
    judge(sent, "revise");
    expire(sent);

    judge(submit(claim(project)), "reject");

    assertThat(balance("earned")).isEqualTo("0.00");
    assertThat(requester.project(project).getJsonObject("committed"))
        .isEqualTo(World.money("0.00"));
    assertTheCountsAreRight();
  }

  @Test
  void whatWasReturnedOrSkippedIsClaimedAgain() {
    String project = open(named(worker));
    var held = claim(project);
    giveBack(held, "return", "no_time");
    assertThat(slotsTaken(held)).isZero();

    var second = claim(project);
    assertThat(second.getString("id")).isEqualTo(held.getString("id"));
    giveBack(second, "skip", "cannot_judge");

    assertThat(claim(project).getString("id")).isEqualTo(held.getString("id"));
    assertThat(slotsTaken(held)).isEqualTo(1);
    assertTheCountsAreRight();
  }

  @Test
  void whatWasSkippedComesBackOnlyWhenNothingElseWaits() {
    String project = open(named(worker), World.row("common"));
    var skipped = claim(project);
    giveBack(skipped, "skip", "cannot_judge");

    assertThat(claim(project).getString("id")).isNotEqualTo(skipped.getString("id"));
    assertThat(claim(project).getString("id")).isEqualTo(skipped.getString("id"));
  }

  @Test
  void aReturnedTaskForAnybodyIsNotClaimedAgain() {
    String project = open(World.row("common"));
    giveBack(claim(project), "return", "no_time");

    assertThat(worker.claim(UUID.randomUUID(), project)).isEmpty();
  }

  @Test
  void whoWasRejectedDoesNotGetItAgainAndItsSlotIsClosed() {
    for (String verdict : new String[] {"reject", "soft_reject"}) {
      String project = open(named(worker));
      var sent = submit(claim(project));
      judge(sent, verdict);

      assertThat(worker.claim(UUID.randomUUID(), project)).isEmpty();
      assertThat(slotsTaken(sent)).isZero();
      assertThat(taskOf(sent).getInteger("closed")).isEqualTo(1);
      assertThat(taskOf(sent).getString("state")).isEqualTo("done");
      eventually(() -> submissions(project).getInteger("closed") == 1);
      assertThat(submissions(project).getInteger("wanted")).isZero();
      requester.send("POST", "/v1/projects/" + project + "/completion", null);
      assertThat(requester.project(project).getString("state")).isEqualTo("completed");
    }
    assertTheCountsAreRight();
  }

  @Test
  void aSlotThatAnotherNamedWorkerCanTakeIsNotClosed() {
    var other = world.worker();
    String project = open(named(worker, other).put("overlap", 1));
    var sent = submit(claim(project));
    judge(sent, "reject");

    assertThat(taskOf(sent).getInteger("closed")).isZero();
    assertThat(taskOf(sent).getString("state")).isEqualTo("open");
    other.acknowledge(project, 1);
    eventually(() -> other.claim(UUID.randomUUID(), project).isPresent());
  }

  @Test
  void aRejectionThatIsOverturnedOpensItsSlotAgain() {
    String project = open(named(worker));
    var sent = submit(claim(project));
    judge(sent, "reject");
    worker.appeal(sent.getString("id"), "Sentence two says it.");
    server.sql("update appeal set due_at = now() - interval '1 minute'");

    eventually(() -> worker.get(path(sent)).getString("state").equals("accepted"));
    var task = taskOf(sent);
    assertThat(task.getInteger("closed")).isZero();
    assertThat(task.getInteger("accepted")).isEqualTo(1);
    assertTheCountsAreRight();
  }

  private static JsonObject named(Person... workers) {
    var ids = new JsonArray();
    for (Person one : workers) {
      ids.add(one.workerId());
    }
    return World.row("named").put("workers", ids);
  }

  /** A live project with these tasks; one for anybody wants one submission. */
  private String open(JsonObject... tasks) {
    String project =
        requester
            .createProject(draft().put("overlap", 1), UUID.randomUUID().toString())
            .getString("id");
    var rows = new StringBuilder();
    for (JsonObject task : tasks) {
      rows.append(task.encode()).append('\n');
    }
    requester.uploadTasks(project, rows.toString(), UUID.randomUUID().toString());
    requester.launch(project, UUID.randomUUID().toString());
    worker.acknowledge(project, 1);
    // The node reads what is live once a second.
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  /** What the worker gets next; the node learns within seconds that a named task is free again. */
  private JsonObject claim(String project) {
    var claim = UUID.randomUUID();
    eventually(() -> worker.claim(claim, project).isPresent());
    return worker.claim(claim, project).orElseThrow();
  }

  private JsonObject submit(JsonObject held) {
    return worker.submit(held, UUID.randomUUID(), answer(), 30);
  }

  private void giveBack(JsonObject held, String how, String reason) {
    worker.send("POST", path(held) + "/" + how, new JsonObject().put("reason", reason));
  }

  private static void judge(JsonObject sent, String verdict) {
    var judgement = new JsonObject().put("verdict", verdict);
    if (!verdict.equals("accept")) {
      judgement.put("reason_code", "reason_too_thin").put("text", "Say which sentence.");
    }
    requester.giveVerdict(sent.getJsonObject("submission").getString("id"), judgement);
  }

  /** Lets the lease and its grace pass. */
  private void expire(JsonObject held) {
    server.sql(
        """
        update assignment
        set lease_until = now() - interval '1 hour', grace_until = now() - interval '50 minutes'
        where id = $1
        """,
        AssignmentId.parse(held.getString("id")).value());
    eventually(() -> worker.get(path(held)).getString("state").equals("expired"));
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static int slotsTaken(JsonObject held) {
    return taskOf(held).getInteger("live");
  }

  private static JsonObject taskOf(JsonObject held) {
    return requester
        .get("/v1/tasks/" + held.getJsonObject("task").getString("id"))
        .getJsonObject("task");
  }

  private static JsonObject submissions(String project) {
    return requester.progress(project).getJsonObject("submissions");
  }

  private String balance(String column) {
    return worker
        .balance()
        .getJsonArray("balances")
        .getJsonObject(0)
        .getJsonObject(column)
        .getString("amount");
  }

  /** The slots that are taken, and the named workers who are left, are those that are found. */
  private static void assertTheCountsAreRight() {
    assertThat(
            server.sql(
                """
                select t.id from task t left join assignment a on a.task_id = t.id
                where t.named
                group by t.id
                having t.live <> count(a.id) filter (
                         where a.state in ('claimed', 'submitted', 'accepted', 'revision_requested'))
                    or t.able <> (select count(*) from task_worker w where w.task_id = t.id) - count(a.id) filter (
                         where a.state in ('rejected', 'soft_rejected', 'disputed'))
                """))
        .isEmpty();
  }
}
