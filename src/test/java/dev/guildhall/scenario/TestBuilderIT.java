package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.choice;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody writes a test, looks at it and lets people take it. */
class TestBuilderIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person author;
  private static Exam exam;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
    exam = new Exam(server.url(), author);
  }

  @Test
  void aQualificationSaysHowLongALevelIsValidAndCanBeChanged() {
    String id =
        exam.qualification(
            new JsonObject().put("domain", "reading").put("valid_days", 365).put("renew_days", 30));

    var changed =
        author.send(
            "PATCH",
            "/v1/qualifications/" + id,
            new JsonObject().putNull("domain").put("valid_days", 100).put("listed", false));

    assertThat(changed.getInteger("valid_days")).isEqualTo(100);
    assertThat(changed.getInteger("renew_days")).isEqualTo(30);
    assertThat(changed.containsKey("domain")).isFalse();
    assertThat(author.get("/v1/qualifications/" + id).getBoolean("listed")).isFalse();
    assertThat(author.get("/v1/qualifications?limit=100").getJsonArray("data"))
        .anySatisfy(one -> assertThat(((JsonObject) one).getString("id")).isEqualTo(id));
    var problem =
        refusal(
            () ->
                author.send(
                    "PATCH", "/v1/qualifications/" + id, new JsonObject().putNull("valid_days")));
    assertThat(pointers(problem)).containsExactly("/renew_days");
  }

  @Test
  void whatIsWrongWithAPlanIsToldWithPointers() {
    String tag = exam.choices(1);
    String own = exam.qualification(new JsonObject());
    String foreign = new Exam(server.url(), world.requester()).qualification(new JsonObject());
    var plan =
        plan(
                section("one", tag, 1).put("seconds", 1_000),
                section("one", tag, 1)
                    .put("trial_items", 1)
                    .put(
                        "adaptive",
                        new JsonObject()
                            .put("target_error", 0.4)
                            .put("min_items", 9)
                            .put("max_items", 3)))
            .put("seconds", 960)
            .put(
                "prerequisites",
                new JsonArray()
                    .add(new JsonObject().put("qualification_id", own))
                    .add(new JsonObject().put("qualification_id", foreign)))
            .put(
                "passes",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("level", 3)
                            .put("score", 0.8)
                            .put("sections", new JsonObject().put("two", 0.5)))
                    .add(new JsonObject().put("level", 2).put("score", 0.7)));

    var problem = refusal(() -> author.send("POST", "/v1/qualifications/" + own + "/tests", plan));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(pointers(problem))
        .containsExactlyInAnyOrder(
            "/sections/0/seconds",
            "/sections/1/key",
            "/sections/1/adaptive/min_items",
            "/sections/1/trial_items",
            "/passes/0/sections/two",
            "/passes/1/level",
            "/passes/1/score",
            "/prerequisites/0/qualification_id",
            "/prerequisites/1/qualification_id",
            "/pay");
  }

  @Test
  void aTestOfMoreThanAQuarterOfAnHourIsPaid() {
    String tag = exam.choices(1);
    String qualification = exam.qualification(new JsonObject());
    var plan = plan(section("one", tag, 1)).put("seconds", 901);

    var problem =
        refusal(() -> author.send("POST", "/v1/qualifications/" + qualification + "/tests", plan));
    var test =
        author.send(
            "POST",
            "/v1/qualifications/" + qualification + "/tests",
            plan.put("pay", World.money("5.00")));

    assertThat(pointers(problem)).containsExactly("/pay");
    assertThat(test.getInteger("minutes")).isEqualTo(16);
  }

  @Test
  void aTestThatTheBankCannotServeIsNotPublished() {
    String tag = exam.choices(2);
    String qualification = exam.qualification(new JsonObject());
    var draft =
        author.send(
            "POST",
            "/v1/qualifications/" + qualification + "/tests",
            plan(
                section("few", tag, 3),
                section("far", tag, 1).put("difficulty", 3).put("tolerance", 0.5)));
    String path = "/v1/tests/" + draft.getString("id");

    var problem = refusal(() -> author.send("POST", path + "/publication", null));

    assertThat(problem.code()).isEqualTo("test_not_servable");
    assertThat(problem.document().getString("detail")).contains("few: Draw 1 takes 3 items, and 2");
    assertThat(problem.document().getJsonObject("current").getJsonArray("missing")).hasSize(2);
    assertThat(author.get(path).getJsonArray("missing").encode())
        .contains("No form has a mean difficulty of 3.00");
    assertThat(author.get(path).getString("state")).isEqualTo("draft");
  }

  @Test
  void oneVersionIsPublishedAndNeverChangedAnyMore() {
    String tag = exam.choices(3);
    String qualification = exam.qualification(new JsonObject());
    String tests = "/v1/qualifications/" + qualification + "/tests";
    String first = exam.publish(qualification, plan(section("one", tag, 2)));
    String second = exam.publish(qualification, plan(section("one", tag, 3)));

    var versions = author.get(tests).getJsonArray("data");
    var frozen =
        exam.raw(
            world.token(author),
            "PUT",
            "/v1/tests/" + second,
            plan(section("one", tag, 1)),
            Map.of("If-Match", "*"));

    assertThat(versions.getJsonObject(0).getString("id")).isEqualTo(second);
    assertThat(versions.getJsonObject(0).getString("state")).isEqualTo("published");
    assertThat(versions.getJsonObject(0).getInteger("version")).isEqualTo(2);
    assertThat(versions.getJsonObject(1).getString("id")).isEqualTo(first);
    assertThat(versions.getJsonObject(1).getString("state")).isEqualTo("retired");
    assertThat(frozen.statusCode()).isEqualTo(409);
    assertThat(frozen.body()).contains("test_state");
    assertThat(
            refusal(() -> author.send("POST", "/v1/tests/" + first + "/publication", null)).code())
        .isEqualTo("test_state");
    author.send("POST", "/v1/tests/" + second + "/retirement", null);
    author.send("POST", "/v1/tests/" + second + "/retirement", null);
    assertThat(author.get(tests).getJsonArray("data").getJsonObject(0).getString("state"))
        .isEqualTo("retired");
  }

  @Test
  void aDraftIsChangedByWhoHasSeenItsLastVersion() {
    String tag = exam.choices(2);
    String qualification = exam.qualification(new JsonObject());
    String token = world.token(author);
    var draft =
        author.send(
            "POST", "/v1/qualifications/" + qualification + "/tests", plan(section("one", tag, 1)));
    String path = "/v1/tests/" + draft.getString("id");
    String etag =
        exam.raw(token, "GET", path, null, Map.of()).headers().firstValue("ETag").orElseThrow();

    var changed =
        exam.raw(token, "PUT", path, plan(section("two", tag, 2)), Map.of("If-Match", etag));
    var stale =
        exam.raw(token, "PUT", path, plan(section("three", tag, 2)), Map.of("If-Match", etag));
    var without = exam.raw(token, "PUT", path, plan(section("four", tag, 2)), Map.of());

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(etag);
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(new JsonObject(stale.body()).getJsonObject("current").encode())
        .contains("Section two");
    assertThat(without.statusCode()).isEqualTo(428);
    assertThat(author.get(path).getJsonObject("plan").encode()).contains("Section two");
  }

  @Test
  void repeatedUnderItsKeyADraftIsMadeOnce() {
    String tag = exam.choices(1);
    String qualification = exam.qualification(new JsonObject());
    String tests = "/v1/qualifications/" + qualification + "/tests";
    String token = world.token(author);
    var once = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    var first = exam.raw(token, "POST", tests, plan(section("one", tag, 1)), once);
    var again = exam.raw(token, "POST", tests, plan(section("one", tag, 1)), once);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(author.get(tests).getJsonArray("data")).hasSize(1);
  }

  @Test
  void aSampleIsWhatAWorkerWouldGetAndCountsForNothing() {
    String tag = exam.choices(6);
    String pool = exam.choices(4);
    String trial =
        exam.item(choice("On trial").put("state", "trial").put("tags", new JsonArray().add(tag)));
    String qualification = exam.qualification(new JsonObject());
    String test =
        exam.publish(
            qualification,
            plan(
                section("one", tag, 3).put("trial_items", 1),
                section("two", pool, 1)
                    .put(
                        "adaptive",
                        new JsonObject()
                            .put("target_error", 0.5)
                            .put("min_items", 2)
                            .put("max_items", 3))));
    String path = "/v1/tests/" + test + "/sample-form?seed=";

    var sample = author.get(path + 1);
    var sections = sample.getJsonArray("sections");

    assertThat(author.get(path + 1)).isEqualTo(sample);
    assertThat(sections.getJsonObject(0).getJsonArray("items")).hasSize(4);
    assertThat(sections.getJsonObject(0).encode()).contains(trial);
    assertThat(sections.getJsonObject(1).getJsonArray("items")).hasSize(3);
    var forms = new HashSet<String>();
    for (int seed = 0; seed < 10; seed++) {
      forms.add(author.get(path + seed).getJsonArray("sections").getJsonObject(0).encode());
    }
    assertThat(forms).hasSizeGreaterThan(3);
    assertThat(sample.encode()).doesNotContain(Exam.SECRET);
    assertThat(server.sql("select 1 from item where exposures > 0 and $1 = any (tags)", tag))
        .isEmpty();
  }

  @Test
  void aStrangersTestIsAsGoodAsNone() {
    String test =
        exam.publish(
            exam.qualification(new JsonObject()), plan(section("one", exam.choices(1), 1)));
    var stranger = world.requester();

    assertThat(refusal(() -> stranger.get("/v1/tests/" + test)).status()).isEqualTo(404);
    assertThat(
            refusal(() -> stranger.send("POST", "/v1/tests/" + test + "/retirement", null))
                .status())
        .isEqualTo(404);
    assertThat(refusal(() -> world.worker().get("/v1/tests/" + test)).status()).isEqualTo(403);
  }

  private static List<String> pointers(ApiProblem problem) {
    return problem.document().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
