package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.fluent;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What devices hear while it happens. */
class StreamIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private World world;
  private Person requester;
  private Person worker;

  @BeforeEach
  void people() {
    world = new World(server.url());
    requester = world.requester();
    worker = world.worker();
  }

  @Test
  void newWorkIsThereWhenItIsTold() throws Exception {
    try (var stream = open(worker)) {
      stream.next("ready");

      String project = live(requester, draft(), 1);

      // The first may still tell of the worker's own facts, or of another pool.
      do {
        stream.next("feed");
      } while (!worker.feed().getJsonArray("cards").toString().contains(project));
    }
  }

  @Test
  void whatHappensToAnAssignmentIsToldToItsWorkerAlone() throws Exception {
    String project = live(requester, draft(), 1);
    worker.acknowledge(project, 1);
    try (var mine = open(worker);
        var others = open(world.worker())) {
      mine.next("ready");
      others.next("ready");

      var held = worker.claim(UUID.randomUUID(), project).orElseThrow();

      assertThat(mine.next("assignment"))
          .isEqualTo(
              new JsonObject()
                  .put("assignment_id", held.getString("id"))
                  .put("project_id", project)
                  .put("change", "claimed"));
      assertThat(others.anything()).isEmpty();
    }
  }

  @Test
  void whoComesBackHearsWhatHappenedMeanwhileOnce() throws Exception {
    String project = live(requester, draft(), 1);
    worker.acknowledge(project, 1);
    String left;
    try (var stream = open(worker)) {
      stream.next("ready");
      left = stream.lastId();
    }
    worker.claim(UUID.randomUUID(), project).orElseThrow();

    try (var back = open(worker, left)) {
      back.next("ready");
      assertThat(back.next("assignment").getString("change")).isEqualTo("claimed");
      try (var again = open(worker, back.lastId())) {
        again.next("ready");
        assertThat(again.anything()).isEmpty();
      }
    }
  }

  @Test
  void whatHappensOnOneNodeIsToldOnAnotherAndGoesOnThere() throws Exception {
    String project = live(requester, draft(), 1);
    worker.acknowledge(project, 1);
    try (var other = server.anotherNode()) {
      String left;
      try (var there = new EventStream(other.localUrl(), world.token(worker), null)) {
        there.next("ready");
        var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
        assertThat(there.next("assignment").getString("change")).isEqualTo("claimed");
        left = there.lastId();
        worker.submit(held, UUID.randomUUID(), answer(), null);
      }

      try (var here = open(worker, left)) {
        here.next("ready");
        assertThat(here.next("assignment").getString("change")).isEqualTo("submitted");
      }
    }
  }

  @Test
  void aFactThatChangesOnOneNodeHoldsOnAllWithinASecond() throws Exception {
    String project = live(requester, draft().put("requirements", fluent("en")), 2);
    worker.acknowledge(project, 1);
    try (var other = server.anotherNode()) {
      var there = new World(other.localUrl()).again(worker);
      there.claim(UUID.randomUUID(), project).orElseThrow();

      forgetLanguages(worker);
      Thread.sleep(1_000);

      assertThatThrownBy(() -> there.claim(UUID.randomUUID(), project))
          .isInstanceOfSatisfying(
              ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("not_eligible"));
    }
  }

  @Test
  void aFactThatChangesIsAReasonToLookAtTheFeed() throws Exception {
    try (var stream = open(worker)) {
      stream.next("ready");

      forgetLanguages(worker);

      stream.next("feed");
    }
  }

  @Test
  void aLeaseThatEndsSoonIsToldToItsWorker() throws Exception {
    String project = live(requester, draft(), 1);
    worker.acknowledge(project, 1);
    try (var stream = open(worker)) {
      stream.next("ready");
      var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
      stream.next("assignment");

      server.sql(
          "update assignment set leased_at = now() - interval '9 minutes',"
              + " lease_until = now() + interval '1 minute',"
              + " grace_until = now() + interval '11 minutes' where lease_until is not null");

      assertThat(stream.next("assignment"))
          .isEqualTo(
              new JsonObject()
                  .put("assignment_id", held.getString("id"))
                  .put("project_id", project)
                  .put("change", "expiring"));
    }
  }

  @Test
  void moneyThatIsFreeIsTold() throws Exception {
    String project =
        live(requester, draft().put("review", new JsonObject().put("mode", "automatic")), 2);
    worker.acknowledge(project, 1);
    for (int task = 0; task < 2; task++) {
      var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
      worker.submit(held, UUID.randomUUID(), answer(), null);
    }
    try (var stream = open(worker)) {
      stream.next("ready");

      server.sql("update earning set hold_until = now() where state = 'held'");

      stream.next("money");
    }
  }

  @Test
  void whoWasAwayTooLongOrNamesNoPlaceOfOursReadsAnew() throws Exception {
    try (var stream = open(worker, "1:1:")) {
      stream.next("reset");
    }
    try (var stream = open(worker, "no place at all")) {
      stream.next("reset");
    }
  }

  @Test
  void theStreamEndsWithItsSession() throws Exception {
    try (var stream = open(worker)) {
      stream.next("ready");
      String session =
          worker.get("/v1/sessions").getJsonArray("data").stream()
              .map(JsonObject.class::cast)
              .filter(one -> "Phone".equals(one.getString("device_name")))
              .findFirst()
              .orElseThrow()
              .getString("id");

      worker.send("DELETE", "/v1/sessions/" + session, null);

      stream.next("end");
    }
  }

  @Test
  void aStreamIsNeitherCompressedNorKept() throws Exception {
    try (var stream = open(worker)) {
      var headers = stream.answer().headers();

      assertThat(headers.firstValue("Content-Type")).contains("text/event-stream");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Content-Encoding").orElse("identity")).isEqualTo("identity");
    }
  }

  private void forgetLanguages(Person person) throws Exception {
    var profile = new JsonObject().put("languages", new JsonArray());
    var change =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/me/worker"))
            .header("Authorization", "Bearer " + world.token(person))
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .PUT(BodyPublishers.ofString(profile.encode()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(change, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  private EventStream open(Person person) throws Exception {
    return open(person, null);
  }

  private EventStream open(Person person, String lastId) throws Exception {
    return new EventStream(server.url(), world.token(person), lastId);
  }
}
