package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.begin;
import static dev.guildhall.scenario.Exam.choice;
import static dev.guildhall.scenario.Exam.id;
import static dev.guildhall.scenario.Exam.items;
import static dev.guildhall.scenario.Exam.path;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.Exam.submit;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a test that was failed to the work that it opens, with all that can happen between. */
class QualifyingIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final String TEXT = "The moon pulls the sea, and the sea follows.";

  private static World world;
  private static Person author;
  private static Exam exam;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
    exam = new Exam(server.url(), author);
  }

  /** A live project for those who hold the qualification. */
  private static String project(String qualification) {
    var required =
        new JsonObject()
            .put("qualification_id", qualification)
            .put("compare", "at_least")
            .put("level", 2);
    return live(
        author,
        draft()
            .put(
                "requirements",
                new JsonObject().put("qualifications", new JsonArray().add(required))),
        2);
  }

  private static void grant(String qualification, Person worker) {
    author.send(
        "PUT",
        "/v1/qualifications/" + qualification + "/grants/" + worker.workerId(),
        new JsonObject().put("level", 3));
  }

  /** The next paper that waits for this reviewer, once there is one. */
  private static JsonObject claimed(Person reviewer, String qualification) {
    var body =
        new JsonObject()
            .put("claim_id", UUID.randomUUID().toString())
            .put("qualification_id", qualification);
    var found = new AtomicReference<>(new JsonObject());
    eventually(
        () -> {
          found.set(reviewer.send("POST", "/v1/gradings/claims", body));
          return !found.get().isEmpty();
        });
    return found.get();
  }

  /** Answers each choice so and writes the text, then sends the whole. */
  private static JsonObject taken(Person worker, JsonObject attempt, String choice) {
    var now = attempt;
    for (int section = 0; ; section++) {
      for (var item : items(now)) {
        var answer =
            item.getString("kind").equals("essay")
                ? new JsonObject().put("text", TEXT)
                : new JsonObject().put("choice", choice);
        Exam.save(worker, attempt, item.getString("item_id"), answer, 0);
      }
      if (section + 1 == attempt.getJsonArray("sections").size()) {
        return submit(worker, attempt);
      }
      now = Exam.move(worker, attempt, "next_section", section);
    }
  }

  private static JsonObject read(Person worker, JsonObject attempt) {
    return worker.get(path(attempt));
  }

  /** Claims a task of the project, after its card has come by itself. */
  private static void worksOn(Person worker, String project) {
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    worker.acknowledge(project, 1);
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
  }

  @Test
  void whoFailsReadsWhyWaitsAndPassesWhenAThirdPersonHasDecided() {
    String reviewing = exam.qualification(new JsonObject());
    String qualification = exam.qualification(new JsonObject().put("valid_days", 365));
    String choices = exam.choices(6);
    String essays = "essays-" + UUID.randomUUID().toString().substring(0, 8);
    for (int n = 1; n <= 2; n++) {
      exam.item(Exam.essay("Explain tides, " + n).put("tags", new JsonArray().add(essays)));
    }
    exam.publish(
        qualification,
        plan(section("choices", choices, 3), section("text", essays, 1))
            .put("retry_hours", 24)
            .put("feedback", "lines")
            .put(
                "grading",
                new JsonObject()
                    .put("validity_permille", 0)
                    .put("pay", money("0.80"))
                    .put(
                        "reviewer",
                        new JsonObject().put("qualification_id", reviewing).put("level", 3))));
    String project = project(qualification);
    var worker = world.worker();
    var one = world.worker();
    var other = world.worker();
    var third = world.worker();
    for (var reviewer : new Person[] {one, other, third}) {
      grant(reviewing, reviewer);
    }

    // Two agree that it is not good enough.
    var first = begin(worker, qualification);
    assertThat(taken(worker, first, "wrong").getString("state")).isEqualTo("in_grading");
    Graded.send(one, claimed(one, qualification), 1);
    Graded.send(other, claimed(other, qualification), 1);
    var failed = read(worker, first);
    assertThat(failed.getString("state")).isEqualTo("failed");
    assertThat(failed.getJsonObject("result").encode())
        .contains("It says 1 things clearly.", "Thank you for the clear words.");
    var waits = catchThrowableOfType(ApiProblem.class, () -> begin(worker, qualification));
    assertThat(waits.document().getJsonObject("current").getString("reason"))
        .isEqualTo("waiting_time");
    assertThat(waits.document().getJsonObject("current").getString("from"))
        .isEqualTo(failed.getJsonObject("result").getString("retry_from"));

    // A day later two differ, and a third one decides.
    server.sql("update attempt set retry_from = now() where id = $1", id(first));
    var second = begin(worker, qualification);
    taken(worker, second, "right");
    Graded.send(one, claimed(one, qualification), 0);
    Graded.send(other, claimed(other, qualification), 4);
    assertThat(read(worker, second).getString("state")).isEqualTo("in_grading");
    var last = claimed(third, qualification);
    assertThat(last.getString("role")).isEqualTo("adjudicator");
    Graded.send(third, last, 4);

    var passed = read(worker, second);
    assertThat(passed.getString("state")).isEqualTo("passed");
    assertThat(passed.getJsonObject("result").getInteger("level")).isEqualTo(4);
    worksOn(worker, project);
  }

  @Test
  void aWrongKeyIsPutRightForEverybodyItTouched() {
    String qualification = exam.qualification(new JsonObject());
    String tag = exam.choices(1);
    var wrong = choice("Which one, really?").put("tags", new JsonArray().add(tag));
    wrong.getJsonObject("key").put("correct", new JsonArray().add("wrong"));
    String item = exam.item(wrong);
    exam.publish(
        qualification,
        plan(section("one", tag, 2))
            .put(
                "passes",
                new JsonArray()
                    .add(new JsonObject().put("level", 1).put("score", 0.5))
                    .add(new JsonObject().put("level", 3).put("score", 1))));
    String project = project(qualification);
    var knows = world.worker();
    var guesses = world.worker();
    var knew = taken(knows, begin(knows, qualification), "right");
    assertThat(knew.getJsonObject("result").getInteger("level")).isEqualTo(1);
    var luck = begin(guesses, qualification);
    for (var shown : items(luck)) {
      String choice = shown.getString("item_id").equals(item) ? "wrong" : "right";
      Exam.save(
          guesses, luck, shown.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    assertThat(submit(guesses, luck).getJsonObject("result").getInteger("level")).isEqualTo(3);

    var correction =
        new JsonObject()
            .put("kind", "key")
            .put("item_id", item)
            .put("key", choice("").getJsonObject("key"));
    var effect = author.send("POST", "/v1/corrections/preview", correction);
    assertThat(effect.getInteger("attempts")).isEqualTo(2);
    assertThat(effect.getInteger("raised")).isEqualTo(1);
    assertThat(read(knows, knew).getJsonObject("result").getInteger("level"))
        .as("a preview changes nothing")
        .isEqualTo(1);
    author.send(
        "POST",
        "/v1/corrections",
        new JsonObject()
            .put("correction", correction)
            .put("effect_hash", effect.getString("effect_hash"))
            .put("reason", "The key named the wrong option."));

    eventually(() -> read(knows, knew).getJsonObject("result").getInteger("level") == 3);
    assertThat(read(knows, knew).getJsonObject("result").getString("changed"))
        .isEqualTo("The key named the wrong option.");
    var kept = guesses.get("/v1/qualifications/" + qualification).getJsonObject("held");
    assertThat(kept.getInteger("level")).as("given in good faith").isEqualTo(3);
    worksOn(knows, project);
  }
}
