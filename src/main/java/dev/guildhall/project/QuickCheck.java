package dev.guildhall.project;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says yes to most values that fit a schema of {@link Schemas}, at a fraction of the cost of a
 * general validator: an upload asks a million times, and every submission once. A no only means
 * that the validator has to be asked.
 */
final class QuickCheck {

  private final Map<String, Text> texts;
  private final Collection<String> required;

  private record Text(int min, int max, @Nullable List<?> values) {

    boolean fits(@Nullable Object value) {
      if (!(value instanceof String text)) {
        return false;
      }
      // Code units are no fewer than code points, which the schema counts, so the upper bound is on
      // the safe side.
      return text.length() <= max
          && text.length() >= 2 * min
          && (values == null || values.contains(text));
    }
  }

  QuickCheck(JsonObject schema) {
    var members = new java.util.HashMap<String, Text>();
    schema
        .getJsonObject("properties")
        .forEach(entry -> read((JsonObject) entry.getValue(), entry.getKey(), members));
    this.texts = Map.copyOf(members);
    this.required = schema.getJsonArray("required").stream().map(String::valueOf).toList();
  }

  private static void read(JsonObject rule, String name, Map<String, Text> into) {
    var first = rule.containsKey("anyOf") ? rule.getJsonArray("anyOf").getJsonObject(0) : rule;
    if ("string".equals(first.getString("type"))) {
      JsonArray values = first.getJsonArray("enum");
      into.put(
          name,
          new Text(
              first.getInteger("minLength", 0),
              first.getInteger("maxLength", Integer.MAX_VALUE),
              values == null ? null : values.stream().toList()));
    }
  }

  /** Whether the value fits for certain. */
  boolean accepts(JsonObject value) {
    var members = value.getMap();
    for (var member : members.entrySet()) {
      var rule = texts.get(member.getKey());
      if (rule == null || !rule.fits(member.getValue())) {
        return false;
      }
    }
    return members.keySet().containsAll(required);
  }
}
