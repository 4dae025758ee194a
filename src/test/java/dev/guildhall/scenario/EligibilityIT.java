package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do which work, and how they learn why not. */
class EligibilityIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person requester;
  private Person worker;

  @BeforeAll
  static void open() {
    world = new World(server.url());
    requester = world.requester();
  }

  @BeforeEach
  void somebodyNew() {
    worker = world.worker();
  }

  @Test
  void whoFailsARequirementReadsWhatWouldSatisfyIt() {
    String project =
        live(requester, asking("{'languages':[{'language':'de','level':'native'}]}"), 1);

    var answer = eligibility(worker, project);

    assertThat(answer.getBoolean("eligible")).isFalse();
    var german = requirement(answer, "language");
    assertThat(german.getBoolean("met")).isFalse();
    assertThat(german.getString("text")).isEqualTo("Speaks German as a native");
    assertThat(german.getString("mend"))
        .isEqualTo("If you speak German that well, add it to your profile.");
    assertThat(requirement(answer, "identity_email").getBoolean("met")).isTrue();
    assertThat(requirement(answer, "stranger").getBoolean("met")).isTrue();
    assertThatThrownBy(() -> claim(worker, project))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("not_eligible"))
        .hasMessageContaining("Speaks German as a native");
  }

  @Test
  void whatElseStandsInTheWayIsSaidToo() {
    String project = live(requester, draft(), 1);

    assertThat(obstacles(eligibility(worker, project))).containsExactly("guideline_unread");

    worker.acknowledge(project, 1);
    assertThat(eligibility(worker, project).getBoolean("can_claim")).isTrue();

    claim(worker, project);
    assertThat(obstacles(eligibility(worker, project))).containsExactly("nothing_waiting");

    requester.pause(project);
    assertThat(obstacles(eligibility(worker, project)))
        .containsExactly("paused", "nothing_waiting");
  }

  @Test
  void aRequesterAsksAboutAnybodyAndAWorkerOnlyAboutThemselves() {
    String project = live(requester, draft(), 1);

    assertThat(eligibility(requester, project, worker.workerId()).getBoolean("eligible")).isTrue();
    assertNotFound(() -> eligibility(world.worker(), project, worker.workerId()));
    assertNotFound(() -> eligibility(world.requester(), project, worker.workerId()));
    assertNotFound(() -> eligibility(requester, project, IdText.print("wrk", UUID.randomUUID())));
  }

  @Test
  void aQualificationOpensWorkAtItsLevelUntilItExpires() {
    String qualification = qualification("Contract law " + UUID.randomUUID());
    String project =
        live(
            requester,
            asking(
                "{'qualifications':[{'qualification_id':'%s','compare':'at_least','level':3}]}"
                    .formatted(qualification)),
            5);
    worker.acknowledge(project, 1);
    assertNotEligible(worker, project);

    grant(qualification, new JsonObject().put("level", 2));
    assertNotEligible(worker, project);

    grant(qualification, new JsonObject().put("level", 3));
    assertThat(claim(worker, project)).isPresent();

    grant(
        qualification,
        new JsonObject()
            .put("level", 3)
            .put("expires_at", Instant.now().plusSeconds(2).toString()));
    eventually(() -> !eligibility(worker, project).getBoolean("eligible"));
    assertNotEligible(worker, project);
  }

  @Test
  void aProjectMayRequireWhatItsOrganisationAndWhatThePlatformGrant() {
    String own = qualification("Own " + UUID.randomUUID());
    String others = qualification("Of others " + UUID.randomUUID());
    String platforms = qualification("Of the platform " + UUID.randomUUID());
    var elsewhere = world.requester();
    moveTo(elsewhere.organisationId("requester"), others);
    String house = world.requester().organisationId("requester");
    server.sql(
        "update organisation set kind = 'platform' where id = $1", IdText.parse("org", house));
    moveTo(house, platforms);

    String path =
        "/v1/organisations/" + requester.organisationId("requester") + "/usable-qualifications";
    var listed =
        requester.get(path + "?limit=100").getJsonArray("data").stream()
            .map(one -> ((JsonObject) one).getString("id"))
            .toList();

    assertThat(listed).contains(own, platforms).doesNotContain(others);
    for (String usable : List.of(own, platforms)) {
      assertThat(live(requester, asking(exists(usable)), 1)).isNotEmpty();
    }
    assertThatThrownBy(() -> live(requester, asking(exists(others)), 1))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("/requirements/qualifications/0/qualification_id");
    assertNotFound(() -> elsewhere.get(path));
  }

  private static String exists(String qualification) {
    return "{'qualifications':[{'qualification_id':'%s','compare':'exists'}]}"
        .formatted(qualification);
  }

  private static void moveTo(String organisation, String qualification) {
    server.sql(
        "update qualification set organisation_id = $1 where id = $2",
        IdText.parse("org", organisation),
        IdText.parse("qlf", qualification));
  }

  @Test
  void aQualificationMayBeAskedForAtSingleLevels() {
    String qualification = qualification("Bookkeeping " + UUID.randomUUID());
    String asks =
        "{'qualifications':[{'qualification_id':'%s','compare':'in','levels':[2,4]}]}"
            .formatted(qualification);
    String project = live(requester, asking(asks), 5);
    worker.acknowledge(project, 1);

    grant(qualification, new JsonObject().put("level", 3));
    assertNotEligible(worker, project);
    assertThat(eligibility(worker, project).encode()).contains("at one of these levels: 2, 4");

    grant(qualification, new JsonObject().put("level", 4));
    assertThat(claim(worker, project)).isPresent();
  }

  @Test
  void aRequirementKeepsWhatItsGuardSays() {
    for (String guard : List.of("accept", "preview", "discover")) {
      String qualification = qualification(guard + " " + UUID.randomUUID());
      String title = "Guarded by " + guard + " " + UUID.randomUUID();
      String asks =
          "{'qualifications':[{'qualification_id':'%s','compare':'exists','guards':'%s'}]}"
              .formatted(qualification, guard);
      String project = live(requester, asking(asks).put("name", title), 5);
      var stranger = world.worker();

      assertThat(status(() -> stranger.feedProject(project)))
          .isEqualTo(guard.equals("accept") ? 200 : guard.equals("preview") ? 403 : 404);
      assertThat(status(() -> eligibility(stranger, project)))
          .isEqualTo(guard.equals("discover") ? 404 : 200);
      assertThat(status(() -> claim(stranger, project)))
          .isEqualTo(guard.equals("discover") ? 404 : 403);
      if (guard.equals("discover")) {
        for (String path : List.of("/v1/feed", "/v1/me/unlocks", "/v1/assignments")) {
          assertThat(stranger.get(path).encode()).doesNotContain(title).doesNotContain(project);
        }
        assertThat(stranger.get("/v1/me/unlocks").encode()).doesNotContain(qualification);
      }

      requester.send(
          "PUT",
          "/v1/qualifications/" + qualification + "/grants/" + stranger.workerId(),
          new JsonObject().put("level", 1));
      eventually(() -> status(() -> stranger.feedProject(project)) == 200);
      stranger.acknowledge(project, 1);
      assertThat(claim(stranger, project)).isPresent();
      requester.send(
          "DELETE", "/v1/qualifications/" + qualification + "/grants/" + stranger.workerId(), null);
      // What they hold they may read on.
      eventually(() -> status(() -> claim(stranger, project)) >= 400);
      assertThat(status(() -> stranger.feedProject(project))).isEqualTo(200);
    }
  }

  private static int status(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (ApiProblem problem) {
      return problem.status();
    }
  }

  @Test
  void levelsThatDoNotFitTheComparisonAreRefused() {
    String qualification = qualification("Typing " + UUID.randomUUID());
    for (String wrong :
        List.of(
            "'compare':'in'",
            "'compare':'in','level':2",
            "'compare':'equal','levels':[2]",
            "'compare':'exists','levels':[2]",
            "'compare':'at_least','level':6",
            "'compare':'in','levels':[0]")) {
      var asks =
          "{'qualifications':[{'qualification_id':'%s',%s}]}".formatted(qualification, wrong);
      assertThatThrownBy(() -> requester.createProject(asking(asks), UUID.randomUUID().toString()))
          .as(wrong)
          .isInstanceOfSatisfying(
              ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(422));
    }
  }

  @Test
  void workersAreToldWhatAQualificationWouldOpen() {
    String one = qualification("Surveying " + UUID.randomUUID());
    String both = qualification("Sailing " + UUID.randomUUID());
    String asks = "{'qualification_id':'%s','compare':'at_least','level':3}";
    live(requester, asking("{'qualifications':[" + asks.formatted(one) + "]}"), 5);
    live(
        requester,
        asking("{'qualifications':[" + asks.formatted(one) + "," + asks.formatted(both) + "]}"),
        5);

    eventually(() -> unlock(one).isPresent());
    assertThat(unlock(both)).isEmpty();
    var opens = unlock(one).orElseThrow();
    assertThat(opens.getInteger("level")).isEqualTo(3);
    assertThat(opens.getInteger("projects")).isEqualTo(1);
    assertThat(opens.getInteger("tasks")).isEqualTo(5);
    assertThat(opens.getJsonObject("best_pay_per_hour").getString("currency")).isEqualTo("USD");

    grant(one, new JsonObject().put("level", 3));
    eventually(() -> unlock(one).isEmpty() && unlock(both).isPresent());
  }

  private Optional<JsonObject> unlock(String qualification) {
    return worker.get("/v1/me/unlocks").getJsonArray("data").stream()
        .map(JsonObject.class::cast)
        .filter(opens -> opens.getString("qualification_id").equals(qualification))
        .findFirst();
  }

  @Test
  void whoLosesAQualificationKeepsWhatTheyHold() {
    String qualification = qualification("Proofs " + UUID.randomUUID());
    String project =
        live(
            requester,
            asking(
                "{'qualifications':[{'qualification_id':'%s','compare':'exists'}]}"
                    .formatted(qualification)),
            5);
    grant(qualification, new JsonObject().put("level", 1));
    worker.acknowledge(project, 1);
    var held = claim(worker, project).orElseThrow();

    requester.send(
        "DELETE", "/v1/qualifications/" + qualification + "/grants/" + worker.workerId(), null);

    assertThat(worker.submit(held, UUID.randomUUID(), World.answer(), null).getString("state"))
        .isEqualTo("submitted");
    assertNotEligible(worker, project);
  }

  @Test
  void aProjectCannotRequireWhatAnotherOrganisationGrants() {
    String foreign = qualification("Chemistry " + UUID.randomUUID());
    var draft =
        asking(
            "{'qualifications':[{'qualification_id':'%s','compare':'exists'}]}".formatted(foreign));

    assertThatThrownBy(() -> world.requester().createProject(draft, UUID.randomUUID().toString()))
        .hasMessageContaining("Your organisation has no such qualification");
  }

  @Test
  void onlyTheInvitedGetWorkThatIsByInvitation() {
    String project = live(requester, asking("{'invited_only':true}"), 5);
    worker.acknowledge(project, 1);
    assertNotEligible(worker, project);

    requester.send(
        "POST",
        "/v1/projects/" + project + "/invited-workers",
        new JsonObject().put("worker_ids", new JsonArray().add(worker.workerId())));
    assertThat(claim(worker, project)).isPresent();

    requester.send(
        "DELETE", "/v1/projects/" + project + "/invited-workers/" + worker.workerId(), null);
    assertNotEligible(worker, project);
  }

  @Test
  void anInvitationOfSomebodyUnknownInvitesNobody() {
    String project = live(requester, asking("{'invited_only':true}"), 1);
    var both = new JsonArray().add(worker.workerId()).add(IdText.print("wrk", UUID.randomUUID()));

    assertThatThrownBy(
            () ->
                requester.send(
                    "POST",
                    "/v1/projects/" + project + "/invited-workers",
                    new JsonObject().put("worker_ids", both)))
        .hasMessageContaining("There is no worker");
    assertThat(requester.get("/v1/projects/" + project + "/invited-workers").getJsonArray("data"))
        .isEmpty();
  }

  @Test
  void twoClaimsAtOnceBringAWorkerIntoOneProjectOfAGroup() throws Exception {
    for (int round = 0; round < 5; round++) {
      var person = world.worker();
      var groups = "{'exclusion_groups':['study-%d']}".formatted(round);
      var projects =
          List.of(live(requester, asking(groups), 3), live(requester, asking(groups), 3));
      projects.forEach(project -> person.acknowledge(project, 1));

      var got = new ArrayList<String>();
      try (var both = Executors.newFixedThreadPool(2)) {
        List<Callable<Optional<JsonObject>>> claims =
            projects.stream()
                .map(project -> (Callable<Optional<JsonObject>>) () -> tried(person, project))
                .toList();
        for (var claim : both.invokeAll(claims)) {
          claim.get().ifPresent(a -> got.add(a.getJsonObject("project").getString("id")));
        }
      }

      assertThat(got).hasSize(1);
      projects.stream()
          .filter(project -> !got.contains(project))
          .forEach(other -> assertNotEligible(person, other));
      assertThat(claim(person, got.getFirst())).isPresent();
    }
  }

  @Test
  void aPhoneOnlyProjectIsClosedToTheComputer() {
    String project = live(requester, asking("{'devices':['phone']}"), 1);

    var device = requirement(eligibility(worker, project), "device");

    assertThat(device.getBoolean("met")).isFalse();
    assertThat(device.getString("mend")).isEqualTo("Open Guildhall on one of these: a phone.");
  }

  @Test
  void whoeverAsksAboutSomebodyElseIsNotToldOfADeviceThatNobodyKnows() {
    String project = live(requester, asking("{'devices':['phone']}"), 1);

    var answer = eligibility(requester, project, worker.workerId());

    assertThat(answer.getBoolean("eligible")).isTrue();
    assertThat(codes(answer.getJsonArray("requirements"))).doesNotContain("device");
  }

  @Test
  void aDomainCanBeTakenAwayAgain() throws Exception {
    var made = requester.createProject(draft().put("domain", "law"), UUID.randomUUID().toString());
    assertThat(made.getString("domain")).isEqualTo("law");

    var changed = change(made.getString("id"), new JsonObject().putNull("domain"));

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(new JsonObject(changed.body()).containsKey("domain")).isFalse();
  }

  @Test
  void requirementsThatMeanNothingAreRefusedWithTheirPlace() {
    var draft =
        asking(
            "{'languages':[{'language':'en','level':'basic'},{'language':'en','level':'native'}],"
                + "'skills':[{'domain':'law','at_least':0.5}]}");

    assertThatThrownBy(() -> requester.createProject(draft, UUID.randomUUID().toString()))
        .hasMessageContaining("/requirements/languages/1");
  }

  @Test
  void aRequesterSeesHowManyCouldAndWouldAndWhatEachRequirementCosts() {
    var here = new World(server.url());
    for (String country : List.of("IS", "IS", "IS", "FO")) {
      live(requester, draft(), 1);
      settle(here.worker(), country);
    }
    String project =
        requester
            .createProject(
                asking(
                    "{'countries':{'any_of':['IS']},'languages':[{'language':'en','level':'native'}]}"),
                UUID.randomUUID().toString())
            .getString("id");

    var workers = requester.get("/v1/projects/" + project + "/estimate").getJsonObject("workers");

    assertThat(workers.getLong("could")).isEqualTo(3);
    assertThat(workers.getLong("would")).isEqualTo(3);
    assertThat(workers.getLong("active")).isEqualTo(3);
    var country =
        workers.getJsonArray("requirements").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("code").equals("lives_in"))
            .findFirst()
            .orElseThrow();
    assertThat(country.getString("text")).isEqualTo("Lives in Iceland");
    assertThat(country.getLong("excluded")).isPositive();
  }

  private static void settle(Person person, String country) {
    server.sql(
        "update worker set country = $1 where id = $2",
        country,
        IdText.parse("wrk", person.workerId()));
  }

  private static JsonObject asking(String requirements) {
    return draft().put("requirements", new JsonObject(requirements.replace('\'', '"')));
  }

  private static HttpResponse<String> change(String project, JsonObject change)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/projects/" + project))
            .method("PATCH", BodyPublishers.ofString(change.encode()))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + world.token(requester))
            .header("If-Match", "*");
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String qualification(String name) {
    return requester
        .send(
            "POST",
            "/v1/qualifications",
            new JsonObject()
                .put("organisation_id", requester.organisationId("requester"))
                .put("name", name)
                .put("description", "Knows it."))
        .getString("id");
  }

  private void grant(String qualification, JsonObject grant) {
    requester.send(
        "PUT", "/v1/qualifications/" + qualification + "/grants/" + worker.workerId(), grant);
  }

  private static Optional<JsonObject> claim(Person person, String project) {
    return person.claim(UUID.randomUUID(), project);
  }

  private static Optional<JsonObject> tried(Person person, String project) {
    try {
      return claim(person, project);
    } catch (ApiProblem problem) {
      assertThat(problem.code()).isEqualTo("not_eligible");
      return Optional.empty();
    }
  }

  private static JsonObject eligibility(Person person, String project) {
    return eligibility(person, project, person.workerId());
  }

  private static JsonObject eligibility(Person asking, String project, String worker) {
    return asking.get("/v1/projects/" + project + "/eligibility/" + worker);
  }

  private static List<String> obstacles(JsonObject eligibility) {
    return codes(eligibility.getJsonArray("obstacles"));
  }

  private static List<String> codes(JsonArray all) {
    return all.stream().map(one -> ((JsonObject) one).getString("code")).toList();
  }

  private static JsonObject requirement(JsonObject eligibility, String code) {
    return eligibility.getJsonArray("requirements").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("code").equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** Facts and pools are kept for a moment, but a refusal is always of the moment. */
  private static void assertNotEligible(Person person, String project) {
    eventually(() -> isRefused(person, project));
  }

  private static boolean isRefused(Person person, String project) {
    try {
      claim(person, project);
      return false;
    } catch (ApiProblem problem) {
      return problem.code().equals("not_eligible");
    }
  }

  private static void assertNotFound(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("not_found"));
  }
}
