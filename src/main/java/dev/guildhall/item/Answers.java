package dev.guildhall.item;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers to items, by kind: whether they fit the item, and how they read. */
public final class Answers {

  private static final Map<ItemKind, Set<String>> MEMBERS =
      Map.of(
          ItemKind.SINGLE_CHOICE, Set.of("choice"),
          ItemKind.MULTIPLE_CHOICE, Set.of("choices"),
          ItemKind.NUMERIC, Set.of("value", "unit"),
          ItemKind.ORDERING, Set.of("order"),
          ItemKind.SHORT_TEXT, Set.of("text"),
          ItemKind.CLOZE, Set.of("gaps"),
          ItemKind.ESSAY, Set.of("text"),
          ItemKind.CODE, Set.of("source"),
          ItemKind.COMPARISON, Set.of("preferred", "reason"),
          ItemKind.CRITIQUE, Set.of("marks"));

  private Answers() {}

  /**
   * What is wrong with an answer, whether or not it is complete; pointers begin with {@code
   * /answer}.
   */
  public static List<FieldError> errors(ItemKind kind, JsonObject body, JsonObject answer) {
    var errors = new ArrayList<FieldError>();
    var members = MEMBERS.getOrDefault(kind, Set.of());
    for (String name : answer.fieldNames()) {
      if (!members.contains(name)) {
        errors.add(
            new FieldError(
                "/answer/" + name,
                "unknown_property",
                "An answer to an item of the kind " + kind.wire() + " has no such member."));
      }
    }
    if (errors.isEmpty()) {
      switch (kind) {
        case SINGLE_CHOICE -> {
          var choice = answer.getString("choice");
          if (choice != null) {
            known(errors, "/answer/choice", ids(body, "options"), List.of(choice));
          }
        }
        case MULTIPLE_CHOICE ->
            known(errors, "/answer/choices", ids(body, "options"), strings(answer, "choices"));
        case ORDERING ->
            known(errors, "/answer/order", ids(body, "options"), strings(answer, "order"));
        case NUMERIC -> unit(errors, body, answer);
        case CLOZE ->
            known(
                errors,
                "/answer/gaps",
                ids(body, "gaps"),
                List.copyOf(answer.getJsonObject("gaps", new JsonObject()).fieldNames()));
        case CRITIQUE -> marks(errors, body, answer);
        case COMPARISON -> equal(errors, body, answer);
        case SHORT_TEXT, ESSAY, CODE -> {}
      }
    }
    return errors;
  }

  private static Set<String> ids(JsonObject body, String member) {
    return body.getJsonArray(member).stream()
        .map(option -> ((JsonObject) option).getString("id"))
        .collect(Collectors.toSet());
  }

  static List<String> strings(JsonObject answer, String member) {
    return answer.getJsonArray(member, new JsonArray()).stream().map(String.class::cast).toList();
  }

  private static void known(
      List<FieldError> errors, String at, Set<String> ids, List<String> named) {
    var seen = new HashSet<String>();
    for (String id : named) {
      if (!ids.contains(id) || !seen.add(id)) {
        errors.add(new FieldError(at, "unknown", "Name what the item has, each once: " + id + "."));
      }
    }
  }

  private static void unit(List<FieldError> errors, JsonObject body, JsonObject answer) {
    var unit = answer.getString("unit");
    var units = body.getJsonArray("units");
    if (unit != null && (units == null || !units.contains(unit))) {
      errors.add(new FieldError("/answer/unit", "unknown", "It is none of the units of the item."));
    }
  }

  private static void equal(List<FieldError> errors, JsonObject body, JsonObject answer) {
    if ("equal".equals(answer.getString("preferred")) && !body.getBoolean("allow_equal", true)) {
      errors.add(new FieldError("/answer/preferred", "not_possible", "Choose one of the two."));
    }
  }

  private static void marks(List<FieldError> errors, JsonObject body, JsonObject answer) {
    int length = body.getString("response").length();
    var failures = ids(body, "failures");
    var marks = answer.getJsonArray("marks", new JsonArray());
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.getJsonObject(i);
      if (mark.getInteger("start") >= mark.getInteger("end") || mark.getInteger("end") > length) {
        errors.add(
            new FieldError(
                "/answer/marks/" + i,
                "range",
                "A span begins before it ends, within the response."));
      }
      var failure = mark.getString("failure");
      if (failure != null && !failures.contains(failure)) {
        errors.add(
            new FieldError(
                "/answer/marks/" + i + "/failure", "unknown", "The item has no such failure."));
      }
    }
  }

  /** Whether anything was answered at all. */
  public static boolean isEmpty(JsonObject answer) {
    return answer.stream().allMatch(member -> isEmpty(member.getValue()));
  }

  private static boolean isEmpty(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isBlank();
      case JsonArray array -> array.isEmpty();
      case JsonObject object -> isEmpty(object);
      default -> false;
    };
  }

  /** The answer as one text, for people to grade; what evidence spans count in. */
  public static String text(ItemKind kind, JsonObject body, JsonObject answer) {
    return switch (kind) {
      case ESSAY, SHORT_TEXT -> answer.getString("text", "");
      case CODE -> answer.getString("source", "");
      case COMPARISON -> answer.getString("reason", "");
      case CRITIQUE -> critique(body, answer);
      case SINGLE_CHOICE, MULTIPLE_CHOICE, NUMERIC, ORDERING, CLOZE -> answer.encode();
    };
  }

  private static String critique(JsonObject body, JsonObject answer) {
    var response = body.getString("response");
    return answer.getJsonArray("marks", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(
            mark ->
                "“%s” %s: %s"
                    .formatted(
                        response.substring(
                            mark.getInteger("start"),
                            Math.min(response.length(), mark.getInteger("end"))),
                        mark.getString("failure", ""),
                        mark.getString("reason", "")))
        .collect(Collectors.joining("\n\n"));
  }
}
