package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.Person;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when a budget is used up, and what sets the project going again. */
class BudgetIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
  private static World world;
  private static Person worker;
  private Person requester;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    worker = world.worker();
  }

  @BeforeEach
  void aNewRequester() {
    requester = world.requester();
  }

  @Test
  void moneyThatComesBackFromARejectionTakesTheProjectLiveAgain() {
    String project = exhausted();
    var judged = requester.reviews(project).getFirst();

    requester.giveVerdict(
        judged.getString("submission_id"),
        new JsonObject()
            .put("verdict", "reject")
            .put("reason_code", "off_topic")
            .put("text", "This answers another question."));

    assertThat(state(project)).isEqualTo("live");
    var other = newWorker(project);
    eventually(() -> other.claim(UUID.randomUUID(), project).isPresent());
    assertThat(newWorker(project).claim(UUID.randomUUID(), project)).isEmpty();
    assertThat(state(project)).isEqualTo("paused");
  }

  @Test
  void moneyThatComesBackFromAReturnTakesTheProjectLiveAgain() {
    String project = opened("0.50");
    submit(project);
    var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
    exhaust(project);

    worker.send(
        "POST",
        "/v1/assignments/" + held.getString("id") + "/return",
        new JsonObject().put("reason", "no_time"));

    assertThat(state(project)).isEqualTo("live");
    assertThat(history(project)).containsExactly("launched", "paused", "launched");
  }

  @Test
  void moneyThatComesBackLeavesAPauseByTheRequesterAlone() {
    String project = opened("0.50");
    var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
    requester.pause(project);

    worker.send(
        "POST",
        "/v1/assignments/" + held.getString("id") + "/return",
        new JsonObject().put("reason", "no_time"));

    assertThat(state(project)).isEqualTo("paused");
  }

  @Test
  void aRaisedBudgetIsSetAsideAndTakesTheProjectLiveAgain() throws Exception {
    String project = exhausted();

    var raised = setBudget(project, "1.00");

    assertThat(raised.statusCode()).isEqualTo(200);
    var now = new JsonObject(raised.body());
    assertThat(now.getString("state")).isEqualTo("live");
    assertThat(now.getString("pause_reason")).isNull();
    assertThat(now.getJsonObject("reserved")).isEqualTo(money("1.00"));
    assertThat(available()).isEqualTo("999.00");
    assertThat(ledger()).isEmpty();
  }

  @Test
  void aBudgetThatIsRaisedTooLittleLeavesTheProjectPaused() throws Exception {
    String project = exhausted();

    var raised = new JsonObject(setBudget(project, "0.74").body());

    assertThat(raised.getString("state")).isEqualTo("paused");
    assertThat(raised.getJsonObject("reserved")).isEqualTo(money("0.74"));
  }

  @Test
  void aRaisedBudgetLeavesAPauseByTheRequesterAlone() throws Exception {
    String project = opened("0.50");
    requester.pause(project);

    var raised = new JsonObject(setBudget(project, "1.00").body());

    assertThat(raised.getString("state")).isEqualTo("paused");
    assertThat(raised.getJsonObject("reserved")).isEqualTo(money("1.00"));
  }

  @Test
  void aBudgetThatTheWalletDoesNotCoverChangesNothing() throws Exception {
    String project = exhausted();

    var refused = setBudget(project, "1000.75");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("funds_missing");
    var now = requester.project(project);
    assertThat(now.getString("state")).isEqualTo("paused");
    assertThat(now.getJsonObject("budget")).isEqualTo(money("0.50"));
    assertThat(available()).isEqualTo("999.50");
  }

  @Test
  void aLoweredBudgetGivesBackWhatIsNotPromised() throws Exception {
    String project = opened("5.00");
    submit(project);

    setBudget(project, "1.00");
    assertThat(available()).isEqualTo("999.00");
    setBudget(project, "0.10");

    assertThat(available()).isEqualTo("999.75");
    assertThat(requester.project(project).getJsonObject("reserved")).isEqualTo(money("0.25"));
    assertThat(ledger()).isEmpty();
  }

  @Test
  void aDraftsBudgetIsSetAsideByItsLaunch() throws Exception {
    String project = requester.createProject(draft(), UUID.randomUUID().toString()).getString("id");

    setBudget(project, "7.00");

    assertThat(available()).isEqualTo("1000.00");
  }

  @Test
  void thoseWhoCanRaiseABudgetAreToldOnceWhenItIsUsedUp() throws Exception {
    var editor = member("editor", "zh");
    var viewer = member("viewer", "en");
    String project = exhausted();

    assertThat(notices(requester)).singleElement().asString().contains("budget", "is used up");
    assertThat(notices(editor)).singleElement().asString().contains("预算");
    assertThat(notices(viewer)).isEmpty();
    assertThat(link(requester)).contains("/office/projects/" + project);

    takeBackOne(project);
    exhaust(project);
    assertThat(notices(requester)).as("the same budget runs out again").hasSize(1);

    setBudget(project, "0.75");
    submitBy(newWorker(project), project);
    exhaust(project);
    assertThat(notices(requester)).as("a raised budget runs out").hasSize(2);
  }

  /** A live project of four slots whose budget covered two submissions, which were sent. */
  private String exhausted() {
    String project = opened("0.50");
    submit(project);
    submit(project);
    exhaust(project);
    return project;
  }

  /** A live project of two tasks with overlap 4. */
  private String opened(String budget) {
    String project = live(requester, draft().put("budget", money(budget)).put("overlap", 4), 2);
    worker.acknowledge(project, 1);
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  /** Somebody asks for work until the project is found to have no budget left. */
  private void exhaust(String project) {
    var late = newWorker(project);
    eventually(
        () -> {
          assertThat(late.claim(UUID.randomUUID(), project)).isEmpty();
          return state(project).equals("paused");
        });
    assertThat(requester.project(project).getString("pause_reason")).isEqualTo("budget_exhausted");
  }

  /** One rejection, and another worker who takes what it brought back. */
  private void takeBackOne(String project) {
    requester.giveVerdict(
        requester.reviews(project).getFirst().getString("submission_id"),
        new JsonObject()
            .put("verdict", "reject")
            .put("reason_code", "off_topic")
            .put("text", "This answers another question."));
    submitBy(newWorker(project), project);
  }

  private static void submit(String project) {
    submitBy(worker, project);
  }

  private static void submitBy(Person person, String project) {
    eventually(
        () -> {
          var held = person.claim(UUID.randomUUID(), project);
          held.ifPresent(task -> person.submit(task, UUID.randomUUID(), answer(), 30));
          return held.isPresent();
        });
  }

  private static Person newWorker(String project) {
    var person = world.worker();
    person.acknowledge(project, 1);
    return person;
  }

  private Person member(String role, String locale) {
    var person = world.requester();
    server.sql("update account set locale = $1 where email = $2", locale, person.email());
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select $1, id, $2 from account where email = $3
        """,
        OrganisationId.parse(requester.organisationId("requester")).value(),
        role,
        person.email());
    return person;
  }

  private static List<String> notices(Person person) {
    return server
        .sql(
            "select subject from mail where recipient = $1 and body like '%/office/projects/%'",
            person.email())
        .stream()
        .map(row -> row.getString("subject"))
        .toList();
  }

  private static String link(Person person) {
    return server
        .sql(
            "select body from mail where recipient = $1 and body like '%/office/projects/%'",
            person.email())
        .getFirst()
        .getString("body");
  }

  private static List<String> history(String project) {
    return server
        .sql(
            """
            select substring(type from 9) as step from event
            where subject_id = $1 and type in ('project.launched', 'project.paused') order by id
            """,
            ProjectId.parse(project).value())
        .stream()
        .map(row -> row.getString("step"))
        .toList();
  }

  private String state(String project) {
    return requester.project(project).getString("state");
  }

  private String available() {
    return requester
        .get("/v1/organisations/" + requester.organisationId("requester") + "/wallet")
        .getJsonArray("data")
        .getJsonObject(0)
        .getJsonObject("available")
        .getString("amount");
  }

  private HttpResponse<String> setBudget(String project, String amount)
      throws IOException, InterruptedException {
    String path = "/v1/projects/" + project;
    String tag = send("GET", path, null, "").headers().firstValue("ETag").orElseThrow();
    return send("PATCH", path, new JsonObject().put("budget", money(amount)), tag);
  }

  private HttpResponse<String> send(String method, String path, JsonObject body, String ifMatch)
      throws IOException, InterruptedException {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.encode());
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, publisher)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token());
    if (!ifMatch.isEmpty()) {
      request.header("If-Match", ifMatch);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String token() throws IOException, InterruptedException {
    var signIn = new JsonObject().put("email", requester.email()).put("password", World.PASSWORD);
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(signIn.encode()))
                .build(),
            BodyHandlers.ofString());
    return new JsonObject(answer.body()).getString("access_token");
  }

  private static List<String> ledger() {
    return TestPlatform.await(
        new LedgerCheck().findings(server.server().platform().database().client()));
  }
}
