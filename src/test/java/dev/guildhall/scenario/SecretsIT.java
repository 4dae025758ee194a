package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.SECRET;
import static dev.guildhall.scenario.Exam.begin;
import static dev.guildhall.scenario.Exam.choice;
import static dev.guildhall.scenario.Exam.essay;
import static dev.guildhall.scenario.Exam.items;
import static dev.guildhall.scenario.Exam.options;
import static dev.guildhall.scenario.Exam.path;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.save;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.Exam.submit;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a key or a rubric is in any answer to a worker before it may be. */
class SecretsIT {

  @RegisterExtension static final TestServer server = new TestServer();

  /** Members that stand in keys and in nothing else. */
  private static final List<String> OF_KEYS =
      List.of(
          "\"correct\"",
          "\"partial\"",
          "\"accepted\"",
          "\"tolerance\"",
          "\"explanation\"",
          "\"reference\"",
          "\"rubric\"",
          "\"anchors\"",
          "\"closed_share\"",
          "\"tests\"",
          "\"key\":{");

  private static World world;
  private static Exam exam;
  private static final String TAG = "every-kind";

  @BeforeAll
  static void aBankWithEveryKind() {
    world = new World(server.url());
    exam = new Exam(server.url(), world.requester());
    kinds().forEach(item -> exam.item(item.put("tags", new JsonArray().add(TAG))));
  }

  private static Stream<JsonObject> kinds() {
    return Stream.of(
        choice("One of these"),
        item(
            "multiple_choice",
            new JsonObject().put("options", options("right", "wrong")),
            new JsonObject().put("correct", new JsonArray().add("right"))),
        item("numeric", new JsonObject(), new JsonObject().put("value", "987654321")),
        item(
            "ordering",
            new JsonObject().put("options", options("c", "a", "b")),
            new JsonObject().put("order", new JsonArray().add("a").add("b").add("c"))),
        item(
            "short_text",
            new JsonObject(),
            new JsonObject().put("accepted", new JsonArray().add(SECRET + " short"))),
        item(
            "cloze",
            new JsonObject()
                .put("prompt", "The {{gap}} is typed.")
                .put("gaps", new JsonArray().add(new JsonObject().put("id", "gap"))),
            new JsonObject()
                .put("gaps", new JsonObject().put("gap", new JsonArray().add(SECRET + " gap")))),
        essay("Write about rivers."),
        item(
            "code",
            new JsonObject().put("language", "javascript").put("function", "twice"),
            new JsonObject()
                .put(
                    "tests",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", SECRET + " test")
                                .put("args", new JsonArray().add(2))
                                .put("expected", 4)))),
        item(
            "comparison",
            new JsonObject().put("a", "One text.").put("b", "Another text."),
            new JsonObject().put("preferred", "a")),
        item(
            "critique",
            new JsonObject()
                .put("response", "The moon is made of cheese.")
                .put("failures", options("untrue", "unclear")),
            new JsonObject()
                .put(
                    "marks",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("start", 0)
                                .put("end", 8)
                                .put("failure", "untrue")))));
  }

  private static JsonObject item(String kind, JsonObject body, JsonObject key) {
    return new JsonObject()
        .put("kind", kind)
        .put("state", "active")
        .put("difficulty", 0)
        .put("body", new JsonObject().put("prompt", "Of the kind " + kind).mergeIn(body))
        .put("key", key.put("explanation", SECRET));
  }

  private static JsonObject answerTo(JsonObject item) {
    return switch (item.getString("kind")) {
      case "single_choice" -> new JsonObject().put("choice", "right");
      case "multiple_choice" -> new JsonObject().put("choices", new JsonArray().add("right"));
      case "numeric" -> new JsonObject().put("value", "3");
      case "ordering" -> new JsonObject().put("order", new JsonArray().add("b").add("a").add("c"));
      case "short_text", "essay" -> new JsonObject().put("text", "Mine");
      case "cloze" -> new JsonObject().put("gaps", new JsonObject().put("gap", "mine"));
      case "code" -> new JsonObject().put("source", "function twice(n) { return n + 1; }");
      case "comparison" -> new JsonObject().put("preferred", "b").put("reason", "It is shorter.");
      default ->
          new JsonObject()
              .put(
                  "marks",
                  new JsonArray()
                      .add(
                          new JsonObject()
                              .put("start", 4)
                              .put("end", 8)
                              .put("failure", "unclear")
                              .put("reason", "Which moon?")));
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "lines", "items"})
  void noAnswerHoldsAKeyBeforeTheDecision(String feedback) {
    String qualification = exam.published(plan(section("one", TAG, 10)).put("feedback", feedback));
    var worker = new Watched(world.worker());

    worker.send("GET", "/v1/qualifications?limit=100", null);
    worker.send("GET", "/v1/qualifications/" + qualification, null);
    var attempt =
        worker.send(
            "POST",
            "/v1/qualifications/" + qualification + "/attempts",
            new JsonObject().put("claim_id", UUID.randomUUID().toString()).put("honest", true));
    assertThat(items(attempt)).hasSize(10);
    for (JsonObject item : items(attempt)) {
      String answers = path(attempt) + "/answers/" + item.getString("item_id");
      var body = new JsonObject().put("answer", answerTo(item)).put("revision", 0);
      worker.send("PUT", answers, body);
      worker.send("PUT", answers, body);
      worker.send("PUT", answers, body.copy().put("answer", new JsonObject()));
      worker.send(
          "PUT",
          answers,
          new JsonObject().put("answer", new JsonObject().put("x", 1)).put("revision", 1));
    }
    worker.send("GET", path(attempt), null);
    worker.send("PUT", path(attempt), new JsonObject().put("section", 0).put("move", "pause"));
    worker.send(
        "PUT", path(attempt), new JsonObject().put("section", 0).put("move", "next_section"));
    worker.send(
        "POST",
        path(attempt) + "/submission",
        new JsonObject().put("submission_id", UUID.randomUUID().toString()));
    eventually(
        () -> worker.send("GET", path(attempt), null).getString("state").equals("in_grading"));
    worker.send("GET", "/v1/attempts", null);
    worker.send("GET", "/v1/qualifications/" + qualification, null);
    worker.send("GET", "/v1/me/earnings", null);
    for (JsonObject item : items(attempt)) {
      worker.send("GET", "/v1/items/" + item.getString("item_id"), null);
      worker.send(
          "POST",
          "/v1/items/" + item.getString("item_id") + "/trial-answer",
          new JsonObject().put("answer", answerTo(item)));
    }

    assertThat(worker.answers).hasSizeGreaterThan(60);
    assertThat(worker.answers)
        .allSatisfy(answer -> assertThat(answer).doesNotContain(SECRET, "987654321"));
    assertThat(worker.answers)
        .allSatisfy(answer -> OF_KEYS.forEach(member -> assertThat(answer).doesNotContain(member)));
  }

  @Test
  void keysAreToldByThePolicyAndNotWhileTheItemIsInHandElsewhere() {
    String tag = exam.choices(1);
    String told = exam.published(plan(section("one", tag, 1)).put("feedback", "items"));
    String other = exam.published(plan(section("one", tag, 1)).put("feedback", "lines"));
    var worker = world.worker();
    var elsewhere = begin(worker, other);
    var attempt = begin(worker, told);
    var item = items(attempt).getFirst();
    save(worker, attempt, item.getString("item_id"), new JsonObject().put("choice", "wrong"), 0);

    var decided = submit(worker, attempt);
    assertThat(decided.getJsonObject("result").getJsonArray("items")).hasSize(1);
    assertThat(decided.encode())
        .as("it is in hand elsewhere")
        .doesNotContain(SECRET, "\"correct\"");

    save(worker, elsewhere, item.getString("item_id"), new JsonObject().put("choice", "right"), 0);
    var sent = submit(worker, elsewhere);
    assertThat(sent.encode()).as("by its policy").doesNotContain(SECRET, "\"correct\"");
    var result =
        worker.get(path(attempt)).getJsonObject("result").getJsonArray("items").getJsonObject(0);
    assertThat(result.getJsonObject("key").getJsonArray("correct")).containsExactly("right");
    assertThat(result.getString("explanation")).isEqualTo(SECRET);
  }

  /** A worker all of whose answers are kept, refusals among them. */
  private static final class Watched {
    private final String token;
    private final List<String> answers = new ArrayList<>();

    Watched(Person worker) {
      this.token = world.token(worker);
    }

    JsonObject send(String method, String path, JsonObject body) {
      var answer = exam.raw(token, method, path, body, Map.of()).body();
      answers.add(answer);
      return new JsonObject(answer);
    }
  }
}
