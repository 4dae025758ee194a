package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
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
      stream.next("feed");

      assertThat(worker.feed().getJsonArray("cards").toString()).contains(project);
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
  void whoWasAwayTooLongOrNamesNoPlaceOfOursReadsAnew() throws Exception {
    try (var stream = open(worker, "1:1:")) {
      stream.next("reset");
    }
    try (var stream = open(worker, "no place at all")) {
      stream.next("ready");
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

  private EventStream open(Person person) throws Exception {
    return open(person, null);
  }

  private EventStream open(Person person, String lastId) throws Exception {
    return new EventStream(server.url(), world.token(person), lastId);
  }
}
