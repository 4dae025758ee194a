package dev.guildhall.grading;

import dev.guildhall.item.GradingRubric;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one person gives a paper, by line of the rubric.
 *
 * @param lines by the line's key, in the order of the keys
 */
record Grades(Map<String, Line> lines) {

  static final Grades NONE = new Grades(Map.of());

  /** The grade of a line, and why. */
  record Line(int grade, @Nullable String reason, List<Span> evidence) {

    private JsonObject json() {
      var json = new JsonObject().put("grade", grade);
      if (reason != null) {
        json.put("reason", reason);
      }
      if (!evidence.isEmpty()) {
        json.put("evidence", new JsonArray(evidence.stream().map(StrictJson::toObject).toList()));
      }
      return json;
    }
  }

  /** A part of the text, in UTF-16 units. */
  record Span(int start, int end) {

    boolean isWithin(String text) {
      return 0 <= start && start < end && end <= text.length();
    }

    String of(String text) {
      return text.substring(start, end);
    }
  }

  private record Wire(int grade, @Nullable String reason, @Nullable List<Span> evidence) {

    private Line line() {
      return new Line(grade, reason, Objects.requireNonNullElse(evidence, List.of()));
    }
  }

  /** Reads the contract's {@code LineGrades}. */
  static Grades parse(JsonObject json) {
    var lines = new TreeMap<String, Line>();
    json.fieldNames()
        .forEach(
            key -> lines.put(key, StrictJson.convert(json.getJsonObject(key), Wire.class).line()));
    return new Grades(lines);
  }

  /** The contract's {@code LineGrades}; the same for the same grades. */
  JsonObject json() {
    var json = new JsonObject();
    lines.forEach((key, line) -> json.put(key, line.json()));
    return json;
  }

  /** What is wrong with unfinished grades. */
  List<FieldError> draftErrors(GradingRubric rubric) {
    var known = rubric.lines().stream().map(GradingRubric.Line::key).toList();
    return lines.keySet().stream()
        .filter(key -> !known.contains(key))
        .map(
            key ->
                new FieldError(
                    "/grades/" + key, "unknown", "The rubric has no such line; leave it out."))
        .toList();
  }

  /** What is wrong with grades that are to be sent. */
  List<FieldError> errors(GradingRubric rubric, String text) {
    var errors = new ArrayList<>(draftErrors(rubric));
    for (GradingRubric.Line line : rubric.lines()) {
      var given = lines.get(line.key());
      if (given == null) {
        errors.add(
            new FieldError("/grades/" + line.key(), "required", "Grade every line of the rubric."));
      } else {
        check(errors, line, given, text);
      }
    }
    return errors;
  }

  private static void check(
      List<FieldError> errors, GradingRubric.Line line, Line given, String text) {
    String at = "/grades/" + line.key();
    if (given.grade() < 0 || given.grade() > line.max()) {
      errors.add(
          new FieldError(
              at + "/grade", "range", "The grades of this line go from 0 to " + line.max() + "."));
    }
    for (int i = 0; i < given.evidence().size(); i++) {
      if (!given.evidence().get(i).isWithin(text)) {
        errors.add(
            new FieldError(
                at + "/evidence/" + i,
                "range",
                "A quotation starts before it ends, within the "
                    + text.length()
                    + " units of the text."));
      }
    }
    if (given.grade() < line.pass()) {
      if (given.reason() == null || given.reason().isBlank()) {
        errors.add(
            new FieldError(
                at + "/reason",
                "required",
                "A grade below " + line.pass() + " fails the line; tell the writer why."));
      }
      // Of a text that holds nothing there is nothing to quote.
      if (given.evidence().isEmpty() && !text.isBlank()) {
        errors.add(
            new FieldError(
                at + "/evidence",
                "required",
                "A grade below " + line.pass() + " fails the line; quote what shows it."));
      }
    }
  }

  /** The grade of each line. */
  Map<String, Double> points() {
    var points = new LinkedHashMap<String, Double>();
    lines.forEach((key, line) -> points.put(key, (double) line.grade()));
    return points;
  }

  /** Whether no line is further apart than the rubric tolerates. */
  static boolean agree(GradingRubric rubric, Grades one, Grades other) {
    return rubric.lines().stream()
        .allMatch(line -> Math.abs(one.grade(line) - other.grade(line)) <= rubric.tolerance());
  }

  private int grade(GradingRubric.Line line) {
    return Objects.requireNonNull(lines.get(line.key()), "what was sent has every line").grade();
  }

  /**
   * What grades come to.
   *
   * @param plain the mean
   * @param corrected the mean of what the reviewers would have given, were they as severe as an
   *     average one
   */
  record Mean(Map<String, Double> plain, Map<String, Double> corrected) {}

  /**
   * How severe somebody is, in grades.
   *
   * @param usual on a line of which nothing else is known; 0 while nothing is
   * @param byMax on lines by their best grade
   */
  record FairShift(double usual, Map<Integer, Double> byMax) {

    static final FairShift NONE = new FairShift(0, Map.of());

    private double of(GradingRubric.Line line) {
      return byMax.getOrDefault(line.max(), usual);
    }
  }

  /** Some grades and the severity of who gave them. */
  record Given(Grades grades, FairShift shift) {

    Given(Grades grades, double fairShift) {
      this(grades, new FairShift(fairShift, Map.of()));
    }
  }

  static Mean mean(GradingRubric rubric, List<Given> given) {
    var plain = new LinkedHashMap<String, Double>();
    var corrected = new LinkedHashMap<String, Double>();
    for (GradingRubric.Line line : rubric.lines()) {
      plain.put(
          line.key(),
          given.stream().mapToInt(one -> one.grades().grade(line)).average().orElseThrow());
      corrected.put(
          line.key(),
          given.stream()
              .mapToDouble(
                  one -> Math.clamp(one.grades().grade(line) + one.shift().of(line), 0, line.max()))
              .average()
              .orElseThrow());
    }
    return new Mean(plain, corrected);
  }
}
