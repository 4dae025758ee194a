package dev.guildhall.app;

import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A test that one of the demo's people has taken, so that there is something to grade. */
final class DemoAttempt {

  private static final UUID NAMESPACE = UUID.fromString("6d1a9c52-7f0e-5b8c-9a41-2f4f0f3c8e17");

  private final DemoQualification demo;
  private final String qualification;
  private final Map<String, String> keys;
  private final Person worker;
  private final int number;

  /**
   * @param keys of the items, by their ids
   * @param number of the taker, from 0
   */
  DemoAttempt(
      DemoQualification demo,
      String qualification,
      Map<String, String> keys,
      Person worker,
      int number) {
    this.demo = demo;
    this.qualification = qualification;
    this.keys = keys;
    this.worker = worker;
    this.number = number;
  }

  /** Answers each section and sends the whole; doing it again changes nothing. */
  void take() {
    var attempt =
        worker.send(
            "POST",
            "/v1/qualifications/" + qualification + "/attempts",
            new JsonObject().put("claim_id", id("claim")).put("honest", true));
    String path = "/v1/attempts/" + attempt.getString("id");
    while (attempt.getString("state").equals("open") && attempt.containsKey("section")) {
      for (Object item : attempt.getJsonArray("items")) {
        answer(path, (JsonObject) item);
      }
      var move = new JsonObject().put("section", attempt.getInteger("section"));
      attempt = worker.send("PUT", path, move.put("move", "next_section"));
    }
    if (attempt.getString("state").equals("open")) {
      worker.send(
          "POST", path + "/submission", new JsonObject().put("submission_id", id("submission")));
    }
  }

  private void answer(String path, JsonObject item) {
    var answer = answer(item);
    if (answer != null) {
      worker.send(
          "PUT",
          path + "/answers/" + item.getString("item_id"),
          new JsonObject().put("answer", answer).put("revision", 0).put("seconds", 60));
    }
  }

  private @Nullable JsonObject answer(JsonObject item) {
    var given = demo.answer(keys.getOrDefault(item.getString("item_id"), ""), number);
    if (given != null || !item.getString("kind").equals("single_choice")) {
      return given;
    }
    var first = item.getJsonObject("body").getJsonArray("options").getJsonObject(0);
    return new JsonObject().put("choice", first.getString("id"));
  }

  private String id(String of) {
    return DerivedIds.of(NAMESPACE, of + qualification + worker.email()).toString();
  }
}
