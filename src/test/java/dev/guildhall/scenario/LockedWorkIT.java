package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.fluent;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker reads where there is work, and none that they may do. */
class LockedWorkIT {

  @RegisterExtension static final TestServer server = new TestServer();

  @Test
  void theFeedTellsWhatWouldUnlockWorkBeginningWithTheEasiest() {
    var world = new World(server.url());
    var requester = world.requester();
    String easier = live(requester, draft().put("requirements", fluent("fr")), 1);
    String harder =
        live(requester, draft().put("requirements", fluent("fr").put("invited_only", true)), 1);

    var worker = world.worker();

    eventually(() -> worker.feed().getJsonObject("empty").getJsonArray("unlock").size() == 2);
    var empty = worker.feed().getJsonObject("empty");
    assertThat(empty.getString("code")).isEqualTo("locked");
    assertThat(empty.getJsonArray("unlock"))
        .extracting(one -> ((JsonObject) one).getString("project_id"))
        .containsExactly(easier, harder);
    var missing = empty.getJsonArray("unlock").getJsonObject(0).getJsonArray("missing");
    assertThat(missing).hasSize(1);
    assertThat(missing.getJsonObject(0).getString("text")).isEqualTo("Speaks French fluently");
  }
}
