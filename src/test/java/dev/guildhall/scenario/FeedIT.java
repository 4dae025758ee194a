package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker reads who has nothing to choose from. */
class FeedIT {

  @RegisterExtension static final TestServer server = new TestServer();

  @Test
  void whoHoldsAllThatWaitsHearsTheWayOutOnlyWhenThatIsAsManyAsAllowed() {
    var world = new World(server.url());
    var requester = world.requester();
    var worker = world.worker();

    take(worker, live(requester, draft(), 1));
    assertThat(empty(worker).getString("code")).isEqualTo("no_work");

    take(worker, live(requester, draft(), 1));
    assertThat(empty(worker).getString("code")).isEqualTo("at_capacity");
    assertThat(empty(worker).getString("text"))
        .isEqualTo(
            "You hold as many tasks as you can have at a time: send or give back one to get the next.");
  }

  @Test
  void aProjectCanBeWorkedOnInTheMomentItIsLaunched() {
    var world = new World(server.url());
    var requester = world.requester();
    for (int i = 0; i < 3; i++) {
      var worker = world.worker();

      String project = live(requester, draft(), 1);

      assertThat(worker.feedProject(project).getJsonObject("guideline")).isNotNull();
      worker.acknowledge(project, 1);
      assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
    }
  }

  private static void take(Person worker, String project) {
    worker.acknowledge(project, 1);
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
  }

  private static JsonObject empty(Person worker) {
    return worker.feed().getJsonObject("empty");
  }
}
