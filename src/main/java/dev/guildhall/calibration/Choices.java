package dev.guildhall.calibration;

import dev.guildhall.item.ItemKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Items at which people choose between options: which there are, are right, and were chosen. */
final class Choices {

  private Choices() {}

  /** In the order of the body; none where nothing is chosen. */
  static List<String> options(ItemKind kind, JsonObject body) {
    return switch (kind) {
      case SINGLE_CHOICE, MULTIPLE_CHOICE ->
          body.getJsonArray("options", new JsonArray()).stream()
              .map(option -> ((JsonObject) option).getString("id"))
              .toList();
      case COMPARISON -> {
        var sides = new ArrayList<>(List.of("a", "b"));
        if (body.getBoolean("allow_equal", false)) {
          sides.add("equal");
        }
        yield sides;
      }
      case NUMERIC, ORDERING, SHORT_TEXT, CLOZE, ESSAY, CODE, CRITIQUE -> List.of();
    };
  }

  /** Those that are right; none where the key says nothing of it. */
  static List<String> right(ItemKind kind, JsonObject key) {
    return switch (kind) {
      case SINGLE_CHOICE, MULTIPLE_CHOICE -> strings(key, "correct");
      case COMPARISON -> string(key, "preferred");
      case NUMERIC, ORDERING, SHORT_TEXT, CLOZE, ESSAY, CODE, CRITIQUE -> List.of();
    };
  }

  static List<String> chosen(ItemKind kind, JsonObject answer) {
    return switch (kind) {
      case SINGLE_CHOICE -> string(answer, "choice");
      case MULTIPLE_CHOICE -> strings(answer, "choices");
      case COMPARISON -> string(answer, "preferred");
      case NUMERIC, ORDERING, SHORT_TEXT, CLOZE, ESSAY, CODE, CRITIQUE -> List.of();
    };
  }

  private static List<String> string(JsonObject from, String member) {
    var value = from.getString(member);
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> strings(JsonObject from, String member) {
    return from.getJsonArray(member, new JsonArray()).stream().map(String.class::cast).toList();
  }
}
