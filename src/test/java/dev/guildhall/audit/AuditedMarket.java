package dev.guildhall.audit;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.grading.GradingId;
import dev.guildhall.project.ProjectId;
import dev.guildhall.scenario.Exam;
import dev.guildhall.scenario.Graded;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A small market in which everything has happened that can happen to work. */
final class AuditedMarket {

  private final TestServer server;
  private final World world;
  private final Person requester;
  private final Person worker;
  private final Person other;
  private final Person third;

  AuditedMarket(TestServer server) {
    this.server = server;
    this.world = new World(server.url());
    this.requester = world.requester();
    this.worker = world.worker();
    this.other = world.worker();
    this.third = world.worker();
  }

  World world() {
    return world;
  }

  Person requester() {
    return requester;
  }

  /** Lives through it all; the jobs have done what they had to do when it returns. */
  void live() {
    everyWayOut();
    everyVerdict();
    aSubmissionBeyondTheOverlap();
    aTaskForTwo();
    namedWork();
    goldAndPaid();
    workThatIsCalledBack();
    aTaskThatSettlesEarly();
    paidTests();
    gradedTests();
    aPausedProject();
    aCompletedProjectWithItsDelivery();
    eventually(
        () ->
            isNone("select 1 from event where xid > (select max(last_xid) from event_block)")
                && isNone("select 1 from outbox")
                && isNone("select 1 from job"));
  }

  private void everyWayOut() {
    String project = project(draft().put("overlap", 1), 6);
    giveBack(claim(worker, project), "return", "no_time");
    giveBack(claim(worker, project), "skip", "cannot_judge");
    expire(worker, claim(worker, project));
    var held = claim(worker, project);
    worker.send(
        "POST",
        path(held) + "/extension",
        new JsonObject().put("fence", held.getLong("fence")).put("extension", 1));
    worker.saveDraft(held.getString("id"), answer());
  }

  private void everyVerdict() {
    String project = project(draft().put("overlap", 1), 7);
    submit(worker, project);
    judge(submit(worker, project), "accept");
    judge(submit(worker, project), "reject");
    judge(submit(worker, project), "soft_reject");
    judge(submit(worker, project), "revise");
    var disputed = submit(worker, project);
    judge(disputed, "reject");
    worker.appeal(disputed.getString("id"), "Sentence two says it.");
    var fixed = submit(worker, project);
    requester.giveVerdict(
        submission(fixed),
        new JsonObject()
            .put("verdict", "accept_with_fix")
            .put("reason_code", "reason_too_thin")
            .put("text", "The other one.")
            .put("fixed_output", answer().put("choice", "b")));
  }

  /** A rejection is overturned when somebody else has the slot. */
  private void aSubmissionBeyondTheOverlap() {
    String project = project(draft().put("overlap", 1), 1);
    var sent = submit(worker, project);
    judge(sent, "reject");
    worker.appeal(sent.getString("id"), "Sentence two says it.");
    submit(other, project);
    server.sql(
        "update appeal set due_at = now() - interval '1 minute' where assignment_id = $1",
        id(sent));
    eventually(() -> worker.get(path(sent)).getString("state").equals("accepted"));
  }

  private void aTaskForTwo() {
    String project = project(draft().put("overlap", 2), 1);
    submit(worker, project);
    submit(other, project);
  }

  private void namedWork() {
    String project =
        project(
            draft().put("overlap", 2),
            World.row("for two")
                .put("workers", new JsonArray().add(worker.workerId()).add(other.workerId())),
            World.row("for one").put("workers", new JsonArray().add(other.workerId())));
    judge(submit(worker, project), "reject");
    var held = claim(other, project);
    expire(other, held);
    // Under another claim: the former one still finds it.
    claim(other, project);
  }

  private void goldAndPaid() {
    String project =
        project(
            draft()
                .put("overlap", 1)
                .put("gold_permille", 500)
                .put("review", new JsonObject().put("mode", "automatic")),
            World.row("gold").put("gold", new JsonObject().put("choice", "a")),
            World.row("one"),
            World.row("two"),
            World.row("three"));
    for (int i = 0; i < 4; i++) {
      var held = worker.claim(UUID.randomUUID(), project);
      held.ifPresent(it -> worker.submit(it, UUID.randomUUID(), answer(), 20));
      third
          .claim(UUID.randomUUID(), project)
          .ifPresent(it -> third.submit(it, UUID.randomUUID(), answer(), 20));
    }
    server.sql(
        "update earning set hold_until = now() where id = (select min(id::text)::uuid from earning where state = 'held')");
    eventually(() -> !isNone("select 1 from earning where state = 'payable'"));
  }

  /**
   * One in work, one that a reviewer asked to change, one that is sent, one that nobody started.
   */
  private void workThatIsCalledBack() {
    String project = project(draft().put("overlap", 1), 4);
    judge(submit(worker, project), "revise");
    submit(worker, project);
    claim(other, project);
    requester.send(
        "POST",
        "/v1/projects/" + project + "/recall",
        new JsonObject()
            .put("tasks", new JsonObject().put("filter", new JsonObject()))
            .put("reason", "not_needed"));
  }

  private void aTaskThatSettlesEarly() {
    String project =
        project(
            draft()
                .put("overlap", 4)
                .put(
                    "overlap_rule",
                    new JsonObject().put("rule", "majority_margin").put("max", 5).put("margin", 2)),
            1);
    submit(worker, project);
    submit(other, project);
    eventually(() -> !isNone("select 1 from task where settled"));
  }

  /** One that is sent, one that is given up, one that is under way. */
  private void paidTests() {
    var exam = new Exam(server.url(), requester);
    String qualification = exam.qualification(new JsonObject());
    exam.publish(
        qualification,
        Exam.plan(Exam.section("one", exam.choices(1), 1)).put("pay", World.money("0.75")));
    var sent = Exam.begin(worker, qualification);
    Exam.save(worker, sent, Exam.items(sent).getFirst().getString("item_id"), Exam.right(), 0);
    worker.send(
        "POST",
        "/v1/attempts/" + sent.getString("id") + "/submission",
        new JsonObject().put("submission_id", UUID.randomUUID().toString()));
    var given = Exam.begin(other, qualification);
    other.send(
        "PUT",
        "/v1/attempts/" + given.getString("id"),
        new JsonObject().put("section", 0).put("move", "abandon"));
    Exam.begin(third, qualification);
  }

  /** One by two who agree, one by a third person, one in hand, given back and out of time. */
  private void gradedTests() {
    var essay = new Graded(server.url(), requester, new JsonObject());
    for (Person reviewer : new Person[] {worker, other, third}) {
      essay.reviewer(reviewer);
    }
    essay.written(world.worker(), "The moon pulls the sea.");
    Graded.send(worker, essay.claimed(worker), 3);
    Graded.send(other, essay.claimed(other), 4);
    essay.written(world.worker(), "The wind blows the sea.");
    Graded.send(worker, essay.claimed(worker), 0);
    Graded.send(other, essay.claimed(other), 3);
    Graded.send(third, essay.claimed(third), 1);
    essay.written(world.worker(), "Nobody knows.");
    essay.claimed(worker);
    Graded.giveBack(other, essay.claimed(other), "no_time");
    var late = essay.claimed(third);
    server.sql(
        "update grading set lease_until = now() - interval '2 minutes' where id = $1",
        GradingId.parse(late.getString("id")).value());
    eventually(() -> third.get(Graded.path(late)).getString("state").equals("expired"));
  }

  private void aPausedProject() {
    String project = project(draft().put("overlap", 1), 1);
    submit(worker, project);
    requester.pause(project);
  }

  private void aCompletedProjectWithItsDelivery() {
    String project = project(draft().put("overlap", 1), 1);
    judge(submit(worker, project), "accept");
    requester.send("POST", "/v1/projects/" + project + "/completion", null);
    String delivery =
        requester
            .createDelivery(project, "All of it", UUID.randomUUID().toString())
            .getString("id");
    eventually(() -> requester.delivery(delivery).getString("state").equals("ready"));
  }

  /** A live project that all workers have read about. */
  String project(JsonObject draft, int tasks) {
    return opened(World.live(requester, draft, tasks));
  }

  private String project(JsonObject draft, JsonObject... tasks) {
    String project = requester.createProject(draft, UUID.randomUUID().toString()).getString("id");
    var rows = new StringBuilder();
    for (JsonObject task : tasks) {
      rows.append(task.encode()).append('\n');
    }
    requester.uploadTasks(project, rows.toString(), UUID.randomUUID().toString());
    requester.launch(project, UUID.randomUUID().toString());
    return opened(project);
  }

  private String opened(String project) {
    for (Person one : new Person[] {worker, other, third}) {
      one.acknowledge(project, 1);
    }
    UUID id = ProjectId.parse(project).value();
    eventually(() -> !isNone("select 1 from queue_epoch where pool_id = '" + id + "'"));
    return project;
  }

  private static JsonObject claim(Person who, String project) {
    var claim = UUID.randomUUID();
    eventually(() -> who.claim(claim, project).isPresent());
    return who.claim(claim, project).orElseThrow();
  }

  private static JsonObject submit(Person who, String project) {
    return who.submit(claim(who, project), UUID.randomUUID(), answer(), 30);
  }

  private void giveBack(JsonObject held, String how, String reason) {
    worker.send("POST", path(held) + "/" + how, new JsonObject().put("reason", reason));
  }

  private void judge(JsonObject sent, String verdict) {
    var judgement = new JsonObject().put("verdict", verdict);
    if (!verdict.equals("accept")) {
      judgement.put("reason_code", "reason_too_thin").put("text", "Say which sentence.");
    }
    requester.giveVerdict(submission(sent), judgement);
  }

  private void expire(Person who, JsonObject held) {
    server.sql(
        """
        update assignment
        set leased_at = now() - interval '2 hours', lease_until = now() - interval '1 hour', grace_until = now()
        where id = $1
        """,
        id(held));
    eventually(() -> who.get(path(held)).getString("state").equals("expired"));
  }

  private boolean isNone(String sql) {
    return server.sql(sql).isEmpty();
  }

  private static String submission(JsonObject sent) {
    return sent.getJsonObject("submission").getString("id");
  }

  private static UUID id(JsonObject held) {
    return AssignmentId.parse(held.getString("id")).value();
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }
}
