package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.audit.AuditWorkflow;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that get as many answers as they need, at USD 0.25 each. */
class SettlingIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static List<Person> workers;
  private Person requester;

  @BeforeAll
  static void workers() {
    world = new World(server.url());
    workers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      workers.add(world.worker());
    }
  }

  @BeforeEach
  void aRequester() {
    requester = world.requester();
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
  void oneMoreIsAskedForUntilTheLeadingAnswerIsSureEnough() {
    String project = opened(automatic(2, posterior(5, 950)));

    answers(project, 0, "a");
    answers(project, 1, "a");
    wants(project, 3);
    answers(project, 2, "a");
    wants(project, 4);
    answers(project, 3, "a");

    eventually(() -> task(project).getString("state").equals("done") && isSettled(project));
    assertThat(task(project).getInteger("overlap")).isEqualTo(4);
    assertThat(decisions(project))
        .containsExactly("task.raised 0.875000", "task.raised 0.937500", "task.settled 0.968750");
    assertThat(claim(4, project)).isNull();
    assertThat(reserved(project)).isEqualTo("1.00");
    var settling = settling(project);
    assertThat(settling.getJsonArray("settled"))
        .isEqualTo(new JsonArray().add(new JsonObject().put("answers", 4).put("tasks", 1)));
    assertThat(settling.getInteger("undecided")).isZero();
  }

  @Test
  void noMoreAreAskedForOnceTheFirstOnesSettleIt() {
    String project = opened(automatic(5, votes(6, 3)));
    assertThat(reserved(project)).isEqualTo("1.25");

    for (int i = 0; i < 3; i++) {
      answers(project, i, "a");
    }

    eventually(() -> isSettled(project));
    assertThat(task(project).getInteger("overlap")).isEqualTo(3);
    assertThat(task(project).getString("state")).isEqualTo("done");
    assertThat(reserved(project)).isEqualTo("0.75");
    assertThat(claim(4, project)).isNull();
  }

  @Test
  void askingEndsWithTheMostThatATaskMayHave() {
    String project = opened(automatic(2, votes(4, 2)));

    for (int i = 0; i < 4; i++) {
      int asked = Math.max(2, i + 1);
      wants(project, asked);
      answers(project, i, i % 2 == 0 ? "a" : "b");
    }

    eventually(() -> isSettled(project));
    assertThat(task(project).getInteger("overlap")).isEqualTo(4);
    assertThat(decisions(project)).last().isEqualTo("task.exhausted 0.500000");
    assertThat(claim(5, project)).isNull();
  }

  @Test
  void whoIsAtWorkWhenItSettlesFinishesAndWhoGivesBackIsNotReplaced() {
    String project = opened(automatic(5, votes(6, 2)));
    var first = claim(2, project);
    var second = claim(3, project);
    answers(project, 0, "a");
    answers(project, 1, "a");
    eventually(() -> isSettled(project));
    assertThat(task(project).getInteger("overlap")).isEqualTo(4);

    workers.get(2).submit(first, UUID.randomUUID(), answer(), 5);
    workers
        .get(3)
        .send(
            "POST",
            "/v1/assignments/" + second.getString("id") + "/return",
            new JsonObject().put("fence", second.getLong("fence")));

    assertThat(task(project).getInteger("overlap")).isEqualTo(3);
    assertThat(task(project).getInteger("accepted")).isEqualTo(3);
    assertThat(claim(4, project)).isNull();
  }

  @Test
  void anAnswerThatIsTurnedDownIsAskedForAgain() {
    String project =
        opened(automatic(2, votes(4, 2)).put("review", new JsonObject().put("mode", "manual")));
    var sent = answers(project, 0, "a");
    answers(project, 1, "a");
    eventually(() -> isSettled(project));

    requester.giveVerdict(
        sent.getJsonObject("submission").getString("id"),
        new JsonObject()
            .put("verdict", "reject")
            .put("reason_code", "reason_too_thin")
            .put("text", "Say which sentence."));

    eventually(() -> !isSettled(project) && task(project).getInteger("overlap") == 2);
    answers(project, 2, "a");
    eventually(() -> isSettled(project));
  }

  @Test
  void withABudgetOneMoreIsAskedForAsFarAsItGoes() {
    String project = opened(automatic(2, votes(5, 3)).put("budget", money("0.50")));
    answers(project, 0, "a");
    answers(project, 1, "a");
    eventually(() -> settling(project).getInteger("uncovered") == 1);
    assertThat(task(project).getInteger("overlap")).isEqualTo(2);

    changeBudget(project, "2.00");

    wants(project, 3);
    assertThat(reserved(project)).isEqualTo("2.00");
  }

  @Test
  void goldAndNamedTasksGetWhatTheySayAndATasksOwnOverlapIsWhereItStarts() {
    String project =
        requester
            .createProject(automatic(2, votes(4, 2)), UUID.randomUUID().toString())
            .getString("id");
    requester.uploadTasks(
        project,
        World.row("gold").put("gold", new JsonObject().put("choice", "a")).encode()
            + "\n"
            + World.row("named")
                .put("workers", new JsonArray().add(workers.get(0).workerId()))
                .encode()
            + "\n"
            + World.row("own").put("overlap", 6).encode()
            + "\n"
            + World.row("usual").encode(),
        UUID.randomUUID().toString());

    assertThat(
            server
                .sql(
                    "select key, overlap, overlap_max from task where project_id = $1 order by key",
                    ProjectId.parse(project).value())
                .stream()
                .map(row -> row.getString(0) + " " + row.getInteger(1) + " " + row.getInteger(2))
                .toList())
        .containsExactly("gold 1000000 null", "named 1 null", "own 6 6", "usual 2 4");
  }

  @Test
  void aRuleThatCannotWorkIsRefusedWithWhy() {
    assertThat(fault(draft().put("overlap_rule", votes(3, 2)))).isEqualTo("minimum");
    assertThat(fault(automatic(2, votes(3, 4)))).isEqualTo("out_of_reach");
    assertThat(fault(automatic(2, posterior(3, 950)))).isEqualTo("out_of_reach");
    assertThat(fault(automatic(2, votes(4, 2).put("permille", 900)))).isEqualTo("one_of");
    var writing =
        automatic(2, votes(4, 2))
            .put("kind", "writing")
            .put("template", new JsonObject().put("instruction", "Write.").put("min_words", 5));
    assertThat(refusal(() -> create(writing)).status()).isEqualTo(422);
  }

  private String fault(JsonObject draft) {
    var problem = refusal(() -> create(draft));
    return problem.document().getJsonArray("errors").getJsonObject(0).getString("code");
  }

  private void create(JsonObject draft) {
    requester.createProject(draft, UUID.randomUUID().toString());
  }

  /** With two answers to choose from. */
  private static JsonObject automatic(int overlap, JsonObject rule) {
    return draft()
        .put(
            "template",
            new JsonObject()
                .put("question", "Which is better?")
                .put("allow_equal", false)
                .put("reason_min_words", 3))
        .put("overlap", overlap)
        .put("overlap_rule", rule)
        .put("review", new JsonObject().put("mode", "automatic"));
  }

  private static JsonObject posterior(int max, int permille) {
    return rule(max).put("permille", permille);
  }

  private static JsonObject votes(int max, int margin) {
    return rule(max).put("margin", margin);
  }

  private static JsonObject rule(int max) {
    return new JsonObject().put("rule", "majority_margin").put("max", max);
  }

  private String opened(JsonObject draft) {
    String project = live(requester, draft, 1);
    workers.forEach(worker -> worker.acknowledge(project, 1));
    // The node reads what is live once a second.
    eventually(() -> workers.get(0).feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  private static JsonObject claim(int worker, String project) {
    return workers.get(worker).claim(UUID.randomUUID(), project).orElse(null);
  }

  private static JsonObject answers(String project, int worker, String choice) {
    var claim = UUID.randomUUID();
    eventually(() -> workers.get(worker).claim(claim, project).isPresent());
    var held = workers.get(worker).claim(claim, project).orElseThrow();
    return workers.get(worker).submit(held, UUID.randomUUID(), answer().put("choice", choice), 5);
  }

  private void wants(String project, int overlap) {
    IntPredicate is = found -> found == overlap;
    eventually(() -> is.test(task(project).getInteger("overlap")));
  }

  private JsonObject task(String project) {
    return requester.tasks(project).getFirst();
  }

  private JsonObject settling(String project) {
    return requester.progress(project).getJsonObject("settling");
  }

  private static boolean isSettled(String project) {
    return server
        .sql("select settled from task where project_id = $1", ProjectId.parse(project).value())
        .getFirst()
        .getBoolean(0);
  }

  private String reserved(String project) {
    return requester.project(project).getJsonObject("reserved").getString("amount");
  }

  private static List<String> decisions(String project) {
    return server
        .sql(
            """
            select e.type || ' ' || (e.payload ->> 'posterior')
            from event e join task t on t.id = e.subject_id
            where t.project_id = $1 and e.type in ('task.raised', 'task.settled', 'task.exhausted')
            order by e.id
            """,
            ProjectId.parse(project).value())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void changeBudget(String project, String amount) {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create(server.url() + "/v1/projects/" + project))
            .header("Authorization", "Bearer " + world.token(requester))
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .method(
                "PATCH",
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    new JsonObject().put("budget", money(amount)).encode()))
            .build();
    var answer =
        java.net.http.HttpClient.newHttpClient()
            .sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
            .join();
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
