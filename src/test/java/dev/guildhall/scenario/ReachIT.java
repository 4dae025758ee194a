package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many a requester would reach, told while the project is still being described. */
class ReachIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person requester;

  @BeforeAll
  static void open() {
    world = new World(server.url());
    requester = world.requester();
  }

  @Test
  void countsWhoCouldAndWouldBeforeAnythingIsStored() {
    settle(world.worker(), "MT");
    var choosy = world.worker();
    settle(choosy, "MT");
    wish(choosy, 20_000_000);
    String asks = "'countries':{'any_of':['MT']}";

    var cheap = reach(asking("{" + asks + "}", "0.20"));
    assertThat(cheap.getLong("could")).isEqualTo(2);
    assertThat(cheap.getLong("would")).isEqualTo(1);

    var dear = reach(asking("{" + asks + "}", "0.40"));
    assertThat(dear.getLong("would")).isEqualTo(2);

    var more =
        reach(asking("{" + asks + ",'languages':[{'language':'mt','level':'basic'}]}", "0.40"));
    assertThat(more.getLong("could")).isZero();
    assertThat(excluded(more, "language")).isEqualTo(2);
  }

  @Test
  void whomAStoredProjectHasInvitedCountsThereAlone() {
    String project = requester.createProject(draft(), UUID.randomUUID().toString()).getString("id");
    var invited = new JsonArray().add(world.worker().workerId());
    requester.send(
        "POST",
        "/v1/projects/" + project + "/invited-workers",
        new JsonObject().put("worker_ids", invited));
    var asking = asking("{'invited_only':true}", "0.25");

    assertThat(reach(asking).getLong("could")).isZero();
    assertThat(reach(asking.copy().put("project_id", project)).getLong("could")).isEqualTo(1);
    assertThatThrownBy(() -> reach(world.requester(), asking.copy().put("project_id", project)))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(404));
  }

  @Test
  void whatAProjectMayNotAskIsNotCountedEither() {
    String foreign = IdText.print("qlf", UUID.randomUUID());

    assertThatThrownBy(
            () ->
                reach(
                    asking(
                        "{'qualifications':[{'qualification_id':'%s','compare':'exists'}]}"
                            .formatted(foreign),
                        "0.25")))
        .hasMessageContaining("/requirements/qualifications/0/qualification_id");
    assertThatThrownBy(
            () ->
                reach(
                    asking(
                        "{'languages':[{'language':'en','level':'basic'},{'language':'en','level':'native'}]}",
                        "0.25")))
        .hasMessageContaining("en stands twice");
  }

  private static JsonObject asking(String requirements, String price) {
    return new JsonObject()
        .put("requirements", new JsonObject(requirements.replace('\'', '"')))
        .put("price", money(price))
        .put("estimate_seconds", 60);
  }

  private static JsonObject reach(JsonObject asking) {
    return reach(requester, asking);
  }

  private static JsonObject reach(Person who, JsonObject asking) {
    return who.send(
        "POST", "/v1/organisations/" + who.organisationId("requester") + "/reach", asking);
  }

  private static long excluded(JsonObject reach, String code) {
    return reach.getJsonArray("requirements").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("code").equals(code))
        .mapToLong(one -> one.getLong("excluded"))
        .sum();
  }

  private static void settle(Person person, String country) {
    server.sql(
        "update worker set country = $1 where id = $2",
        country,
        IdText.parse("wrk", person.workerId()));
  }

  private static void wish(Person person, long micros) {
    server.sql(
        "update worker set wished_pay_micros = $1, wished_pay_currency = 'USD' where id = $2",
        micros,
        IdText.parse("wrk", person.workerId()));
  }
}
