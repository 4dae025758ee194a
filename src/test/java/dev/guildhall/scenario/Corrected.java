package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.eventually;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Corrections as an author asks for them. */
public final class Corrected {

  static final String REASON = "The key named the wrong option; thank you for telling us.";

  private Corrected() {}

  /** Another right option of a choice. */
  public static JsonObject key(String item, String right) {
    return new JsonObject()
        .put("kind", "key")
        .put("item_id", item)
        .put("key", new JsonObject().put("correct", new JsonArray().add(right)));
  }

  static JsonObject removal(String item) {
    return new JsonObject().put("kind", "remove_item").put("item_id", item);
  }

  static JsonObject reviewer(Person reviewer, String qualification) {
    return new JsonObject()
        .put("kind", "reviewer")
        .put("account_id", reviewer.me().getString("id"))
        .put("qualification_id", qualification);
  }

  public static JsonObject preview(Person author, JsonObject correction) {
    return author.send("POST", "/v1/corrections/preview", correction);
  }

  static JsonObject order(JsonObject correction, JsonObject effect) {
    return new JsonObject()
        .put("correction", correction)
        .put("effect_hash", effect.getString("effect_hash"))
        .put("reason", REASON);
  }

  /** Makes what was previewed. */
  public static JsonObject make(Person author, JsonObject correction, JsonObject effect) {
    return author.send("POST", "/v1/corrections", order(correction, effect));
  }

  /** Makes it and waits until everybody it touched is put right. */
  public static JsonObject done(Person author, JsonObject correction) {
    var made = make(author, correction, preview(author, correction));
    finished(author, made);
    return made;
  }

  static void finished(Person author, JsonObject made) {
    eventually(() -> left(author, made) == 0);
  }

  static int left(Person author, JsonObject made) {
    return author.get("/v1/corrections").getJsonArray("data").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals(made.getString("id")))
        .findFirst()
        .orElseThrow()
        .getInteger("left");
  }
}
