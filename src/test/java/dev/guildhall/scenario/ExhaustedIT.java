package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pays best comes first, until it holds nothing more for the worker. */
class ExhaustedIT {

  private static final int BEST = 12;

  @RegisterExtension static final TestServer server = new TestServer();

  @Test
  void whoHasHadAllOfTheBestPoolsGetsWorkOfTheOthers() {
    var world = new World(server.url());
    var requester = world.requester();
    var worker = world.worker();
    for (int i = 0; i < BEST; i++) {
      String project = live(requester, draft().put("price", money("0.50")), 1);
      worker.acknowledge(project, 1);
      giveBack(worker, worker.claim(UUID.randomUUID(), project).orElseThrow());
    }
    String plain = live(requester, draft().put("price", money("0.05")), 1);
    worker.acknowledge(plain, 1);

    var got = new HashSet<String>();
    eventually(
        () -> {
          worker
              .claim(UUID.randomUUID(), null)
              .ifPresent(held -> got.add(held.getJsonObject("project").getString("id")));
          return !got.isEmpty();
        });

    assertThat(got).containsExactly(plain);
  }

  private static void giveBack(Person worker, JsonObject held) {
    worker.send(
        "POST",
        "/v1/assignments/" + held.getString("id") + "/return",
        new JsonObject().put("fence", held.getLong("fence")));
  }
}
