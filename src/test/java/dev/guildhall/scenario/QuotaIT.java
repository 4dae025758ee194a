package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many tasks of a project one worker may do, where its requester wants to hear many. */
class QuotaIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
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
  void whoHasHadTheirShareIsToldSo() {
    String project = open(2);
    submit(claim(project));
    submit(claim(project));

    var problem = refusal(() -> claim(project));

    assertThat(problem.code()).isEqualTo("quota_reached");
    assertThat(problem.document().getString("detail")).contains("at most 2 of its tasks");
    assertThat(quota(project)).isEqualTo(new JsonObject().put("most", 2).put("taken", 2));
    var other = world.worker();
    other.acknowledge(project, 1);
    assertThat(other.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void whatWasGivenBackDoesNotCountAndWhatIsTakenUpAgainDoes() {
    String project = open(1);
    var first = claim(project);
    expire(first);
    assertThat(quota(project).getInteger("taken")).isZero();
    submit(claim(project));

    var problem =
        refusal(
            () ->
                worker.send(
                    "POST",
                    path(first) + "/reopening",
                    new JsonObject().put("fence", worker.get(path(first)).getLong("fence"))));

    assertThat(problem.code()).isEqualTo("quota_reached");
  }

  @Test
  void theLimitMayBeChangedAndTakenAwayWhileWorkGoesOn() {
    String project = open(1);
    submit(claim(project));
    assertThat(refusal(() -> claim(project)).code()).isEqualTo("quota_reached");

    assertThat(changed(project, 2).getInteger("max_per_worker")).isEqualTo(2);
    submit(claim(project));
    assertThat(refusal(() -> claim(project)).code()).isEqualTo("quota_reached");
    assertThat(changed(project, 0).containsKey("max_per_worker")).isFalse();

    submit(claim(project));
  }

  @Test
  void aClaimFromTheWholeFeedPassesOnToOtherProjects() {
    String full = open(1);
    submit(claim(full));
    String other = open(0);

    var held =
        worker.send(
            "POST", "/v1/claims", new JsonObject().put("claim_id", UUID.randomUUID().toString()));

    assertThat(held.getJsonObject("project").getString("id")).isEqualTo(other);
  }

  @Test
  void theLimitHoldsExactlyHoweverManyClaimsComeAtOnceOnSeveralNodes() throws Exception {
    try (var node = server.anotherNode();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String project = open(3);
      var there = new World(node.localUrl()).again(worker);
      var here = worker;
      eventually(() -> there.feed().getJsonArray("cards").encode().contains(project));
      var claims = new ArrayList<Future<?>>();
      for (int i = 0; i < 60; i++) {
        var device = i % 2 == 0 ? here : there;
        claims.add(threads.submit(() -> attempt(device, project)));
      }
      for (var each : claims) {
        each.get();
      }
      for (int i = 0; i < 4; i++) {
        attempt(here, project);
      }

      assertThat(quota(project)).isEqualTo(new JsonObject().put("most", 3).put("taken", 3));
      assertThat(standing(project)).isEqualTo(3);
    }
  }

  /** Claims, and sends what was granted. */
  private static void attempt(Person device, String project) {
    try {
      device
          .claim(UUID.randomUUID(), project)
          .ifPresent(held -> device.submit(held, UUID.randomUUID(), answer(), 5));
    } catch (ApiProblem problem) {
      assertThat(problem.code()).isIn("quota_reached", "too_many_held");
    }
  }

  private long standing(String project) {
    return server
        .sql(
            "select count(*) from assignment where worker_id = $1 and project_id = $2",
            WorkerId.parse(worker.workerId()).value(),
            ProjectId.parse(project).value())
        .getFirst()
        .getLong(0);
  }

  private String open(int mostPerWorker) {
    String project = live(requester, draft().put("max_per_worker", mostPerWorker), 8);
    worker.acknowledge(project, 1);
    // The node reads what is live once a second.
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    return project;
  }

  private static JsonObject changed(String project, int mostPerWorker) {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/projects/" + project))
            .header("Authorization", "Bearer " + world.token(requester))
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .method(
                "PATCH",
                BodyPublishers.ofString(
                    new JsonObject().put("max_per_worker", mostPerWorker).encode()))
            .build();
    return new JsonObject(http.sendAsync(request, BodyHandlers.ofString()).join().body());
  }

  private JsonObject claim(String project) {
    return worker.claim(UUID.randomUUID(), project).orElseThrow();
  }

  private void submit(JsonObject held) {
    worker.submit(held, UUID.randomUUID(), answer(), 30);
  }

  private JsonObject quota(String project) {
    return worker.get("/v1/me/standing?project_id=" + project).getJsonObject("quota");
  }

  private void expire(JsonObject held) {
    server.sql(
        "update assignment set lease_until = now(), grace_until = now() where id = $1",
        AssignmentId.parse(held.getString("id")).value());
    eventually(() -> worker.get(path(held)).getString("state").equals("expired"));
  }

  private static String path(JsonObject held) {
    return "/v1/assignments/" + held.getString("id");
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
