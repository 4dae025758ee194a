package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.begin;
import static dev.guildhall.scenario.Exam.items;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.eventually;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A qualification whose test is one essay, which people grade. */
public final class Graded {

  private final Person author;
  private final Exam exam;
  private final String reviewing;
  private final String essay;
  private final String qualification;

  /**
   * @param grading what is other than USD 0.80 a paper, and no validity papers; as the contract's
   *     {@code TestPlan.grading}
   */
  public Graded(String url, Person author, JsonObject grading) {
    this.author = author;
    this.exam = new Exam(url, author);
    this.reviewing = exam.qualification(new JsonObject());
    String tag = "essay-" + UUID.randomUUID().toString().substring(0, 8);
    this.essay =
        exam.item(Exam.essay("Explain tides. " + tag).put("tags", new JsonArray().add(tag)));
    this.qualification = exam.qualification(new JsonObject());
    exam.publish(
        qualification,
        plan(section("one", tag, 1))
            .put(
                "grading",
                new JsonObject()
                    .put("validity_permille", 0)
                    .put("pay", World.money("0.80"))
                    .put(
                        "reviewer",
                        new JsonObject().put("qualification_id", reviewing).put("level", 3))
                    .mergeIn(grading)));
  }

  public String qualification() {
    return qualification;
  }

  String essay() {
    return essay;
  }

  Exam exam() {
    return exam;
  }

  /** Adds an answer whose grade of the only line is known. */
  public JsonObject known(String text, int grade) {
    return author.send(
        "POST",
        "/v1/items/" + essay + "/validity-papers",
        new JsonObject()
            .put("answer", new JsonObject().put("text", text))
            .put("grades", new JsonObject().put("clear", grade))
            .put("note", "It names the water and not the moon."));
  }

  /** Lets a worker grade for pay. */
  public Person reviewer(Person worker) {
    author.send(
        "PUT",
        "/v1/qualifications/" + reviewing + "/grants/" + worker.workerId(),
        new JsonObject().put("level", 3));
    return worker;
  }

  /** An attempt that was sent, with that essay. */
  public JsonObject written(Person worker, String text) {
    var attempt = begin(worker, qualification);
    Exam.save(
        worker,
        attempt,
        items(attempt).getFirst().getString("item_id"),
        new JsonObject().put("text", text),
        0);
    return Exam.submit(worker, attempt);
  }

  /** The next paper; an empty object when nothing waits. */
  public JsonObject claim(Person reviewer, UUID claim) {
    return reviewer.send(
        "POST",
        "/v1/gradings/claims",
        new JsonObject().put("claim_id", claim.toString()).put("qualification_id", qualification));
  }

  /** The next paper, once there is one. */
  public JsonObject claimed(Person reviewer) {
    var claim = UUID.randomUUID();
    var found = new AtomicReference<>(new JsonObject());
    eventually(
        () -> {
          found.set(claim(reviewer, claim));
          return !found.get().isEmpty();
        });
    return found.get();
  }

  /** What sends that grade of the only line; a failing one says why. */
  public static JsonObject body(JsonObject grading, int grade) {
    return new JsonObject()
        .put("fence", grading.getLong("fence"))
        .put("final", true)
        .put("seconds", 90)
        .put("comment", "Thank you for the clear words.")
        .put(
            "grades",
            new JsonObject()
                .put(
                    "clear",
                    new JsonObject()
                        .put("grade", grade)
                        .put("reason", "It says " + grade + " things clearly.")
                        .put(
                            "evidence",
                            new JsonArray().add(new JsonObject().put("start", 0).put("end", 3)))));
  }

  public static JsonObject save(Person reviewer, JsonObject grading, JsonObject body) {
    return reviewer.send("PUT", path(grading), body);
  }

  public static JsonObject send(Person reviewer, JsonObject grading, int grade) {
    return save(reviewer, grading, body(grading, grade));
  }

  public static void giveBack(Person reviewer, JsonObject grading, String reason) {
    reviewer.send("POST", path(grading) + "/return", new JsonObject().put("reason", reason));
  }

  public static String path(JsonObject grading) {
    return "/v1/gradings/" + grading.getString("id");
  }
}
