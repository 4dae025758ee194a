package dev.guildhall.project;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The pieces that schemas of inputs and outputs are made of. */
final class Schemas {

  static final int MAX_TEXT = 100_000;
  static final int MAX_TITLE = 500;
  static final int MAX_COMMENT = 10_000;
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private Schemas() {}

  /** A whole document: an object with these members and no others. */
  static JsonObject document(List<String> required, Map<String, JsonObject> members) {
    var schema = new JsonObject().put("$schema", DIALECT);
    return schema.mergeIn(object(required, members));
  }

  static JsonObject object(List<String> required, Map<String, JsonObject> members) {
    var properties = new JsonObject();
    members.forEach(properties::put);
    return new JsonObject()
        .put("type", "object")
        .put("additionalProperties", false)
        .put("required", new JsonArray(List.copyOf(required)))
        .put("properties", properties);
  }

  static JsonObject text(int min, int max) {
    return new JsonObject().put("type", "string").put("minLength", min).put("maxLength", max);
  }

  static JsonObject oneOf(Collection<String> values) {
    return new JsonObject().put("type", "string").put("enum", new JsonArray(List.copyOf(values)));
  }

  static JsonObject score(int min, int max) {
    return new JsonObject().put("type", "integer").put("minimum", min).put("maximum", max);
  }

  /** A text, or the messages of a conversation. */
  static JsonObject prompt() {
    var message =
        object(
            List.of("role", "content"),
            Map.of(
                "role", oneOf(List.of("system", "user", "assistant")),
                "content", text(1, MAX_TEXT)));
    var messages =
        new JsonObject()
            .put("type", "array")
            .put("minItems", 1)
            .put("maxItems", 200)
            .put("items", message);
    return new JsonObject().put("anyOf", new JsonArray().add(text(1, MAX_TEXT)).add(messages));
  }
}
