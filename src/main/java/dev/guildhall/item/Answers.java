package dev.guildhall.item;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.text.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
        case MULTIPLE_CHOICE -> choices(errors, body, answer);
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

  /**
   * What a worker would be told before an answer without {@link #errors} is sent: what is missing
   * of it. It is taken all the same. Pointers begin with {@code /answer}.
   */
  public static List<FieldError> unfinished(ItemKind kind, JsonObject body, JsonObject answer) {
    if (isEmpty(answer)) {
      return List.of(new FieldError("/answer", "required", "Nothing is answered yet."));
    }
    var missing = new ArrayList<FieldError>();
    switch (kind) {
      case SINGLE_CHOICE, SHORT_TEXT, CODE -> {}
      case MULTIPLE_CHOICE -> {
        int least = body.getInteger("select_min", 1);
        if (strings(answer, "choices").size() < least) {
          missing.add(
              new FieldError("/answer/choices", "incomplete", "Choose at least " + least + "."));
        }
      }
      case NUMERIC -> number(missing, body, answer);
      case ORDERING -> {
        if (strings(answer, "order").size() < body.getJsonArray("options").size()) {
          missing.add(new FieldError("/answer/order", "incomplete", "Place every option."));
        }
      }
      case CLOZE -> gaps(missing, body, answer);
      case ESSAY -> words(missing, body, "/answer/text", answer.getString("text", ""));
      case COMPARISON -> {
        if (answer.getString("preferred") == null) {
          missing.add(new FieldError("/answer/preferred", "required", "Say which is better."));
        }
        words(missing, body, "/answer/reason", answer.getString("reason", ""));
      }
      case CRITIQUE -> reasons(missing, body, answer);
    }
    return missing;
  }

  private static void number(List<FieldError> missing, JsonObject body, JsonObject answer) {
    if (Numerals.read(answer.getString("value", ""), body.getString("unit")) == null) {
      missing.add(new FieldError("/answer/value", "number", "Write a number, such as 12.5 or -3."));
    }
    if (body.getJsonArray("units") != null && answer.getString("unit") == null) {
      missing.add(new FieldError("/answer/unit", "required", "Choose the unit."));
    }
  }

  private static void gaps(List<FieldError> missing, JsonObject body, JsonObject answer) {
    var given = answer.getJsonObject("gaps", new JsonObject());
    for (String id : ids(body, "gaps")) {
      if (given.getString(id, "").isBlank()) {
        missing.add(new FieldError("/answer/gaps/" + id, "required", "Fill in this gap."));
      }
    }
  }

  private static void reasons(List<FieldError> missing, JsonObject body, JsonObject answer) {
    var marks = answer.getJsonArray("marks");
    for (int i = 0; i < marks.size(); i++) {
      var at = "/answer/marks/" + i;
      if (marks.getJsonObject(i).getString("failure") == null) {
        missing.add(new FieldError(at + "/failure", "required", "Name the failure."));
      }
      words(missing, body, at + "/reason", marks.getJsonObject(i).getString("reason", ""));
    }
  }

  private static void words(List<FieldError> missing, JsonObject body, String at, String text) {
    int least = body.getInteger("min_words", 0);
    int most = body.getInteger("max_words", Integer.MAX_VALUE);
    int words = Words.count(text);
    if (words < least) {
      missing.add(
          new FieldError(
              at, "too_short", "Write at least " + least + " words; these are " + words + "."));
    } else if (words > most) {
      missing.add(
          new FieldError(
              at, "too_long", "Shorten it to " + most + " words; these are " + words + "."));
    }
  }

  private static void choices(List<FieldError> errors, JsonObject body, JsonObject answer) {
    var chosen = strings(answer, "choices");
    known(errors, "/answer/choices", ids(body, "options"), chosen);
    int most = body.getInteger("select_max", Integer.MAX_VALUE);
    if (chosen.size() > most) {
      errors.add(new FieldError("/answer/choices", "too_many", "Choose at most " + most + "."));
    }
  }

  private static Set<String> ids(JsonObject body, String member) {
    return body.getJsonArray(member).stream()
        .map(option -> ((JsonObject) option).getString("id"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
