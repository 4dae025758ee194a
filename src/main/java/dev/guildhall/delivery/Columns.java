package dev.guildhall.delivery;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which columns each part has, by the project's kind and template. */
final class Columns {

  private static final String TEXT = "VARCHAR";
  private static final String COUNT = "BIGINT";
  private static final String MESSAGES = "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]";

  private Columns() {}

  static List<Column> of(Part part, String kind, JsonObject template) {
    return switch (part) {
      case SUBMISSION -> submission(kind, template);
      case ANSWER -> answer(kind, template);
      case TRAINING -> training(kind);
    };
  }

  private static List<Column> submission(String kind, JsonObject template) {
    var output = output(kind, template);
    return List.of(
        new Column("submission_id", TEXT),
        new Column("task_id", TEXT),
        new Column("key", TEXT),
        new Column("worker", TEXT),
        new Column("revision", COUNT),
        new Column("verdict", TEXT),
        output,
        new Column("original_output", output.type()),
        new Column("gold", "BOOLEAN"),
        new Column("gold_right", "BOOLEAN"),
        new Column("seconds", COUNT),
        new Column("active_seconds", COUNT),
        new Column("submitted_at", "TIMESTAMPTZ"),
        new Column("guideline_version", COUNT),
        new Column("input", "JSON"),
        new Column("metadata", "JSON"));
  }

  private static Column output(String kind, JsonObject template) {
    return switch (kind) {
      case "classification" -> texts("label", "comment");
      case "preference" -> texts("choice", "reason");
      case "writing" -> texts("response");
      case "rubric" -> scores(lines(template));
      default -> throw new IllegalStateException("no output columns for " + kind);
    };
  }

  private static Column texts(String... members) {
    var names = List.of(members);
    String type =
        names.stream().map(name -> quoted(name) + " VARCHAR").collect(Collectors.joining(", "));
    return new Column("output", "STRUCT(" + type + ")", names.stream().map(List::of).toList());
  }

  private static Column scores(List<String> lines) {
    var members = new ArrayList<List<String>>();
    lines.forEach(line -> members.add(List.of("scores", line)));
    members.add(List.of("comment"));
    return new Column(
        "output", "STRUCT(\"scores\" " + struct(lines, COUNT) + ", \"comment\" VARCHAR)", members);
  }

  private static List<Column> answer(String kind, JsonObject template) {
    var columns =
        new ArrayList<>(
            List.of(new Column("task_id", TEXT), new Column("key", TEXT), new Column("n", COUNT)));
    switch (kind) {
      case "classification", "preference" -> {
        columns.add(new Column("answer", TEXT));
        columns.add(new Column("distribution", "MAP(VARCHAR, BIGINT)"));
      }
      case "rubric" ->
          columns.add(
              new Column(
                  "mean_scores",
                  struct(lines(template), "DOUBLE"),
                  lines(template).stream().map(List::of).toList()));
      default -> {}
    }
    columns.add(new Column("input", "JSON"));
    columns.add(new Column("metadata", "JSON"));
    return List.copyOf(columns);
  }

  private static List<Column> training(String kind) {
    var task = List.of(new Column("task_id", TEXT), new Column("key", TEXT));
    var rows = new ArrayList<Column>();
    if (kind.equals("preference")) {
      List.of("prompt", "chosen", "rejected").forEach(name -> rows.add(new Column(name, MESSAGES)));
      List.of("score_chosen", "score_rejected", "agreement")
          .forEach(name -> rows.add(new Column(name, "DOUBLE")));
      List.of("votes_chosen", "votes_rejected", "votes_equal")
          .forEach(name -> rows.add(new Column(name, COUNT)));
      rows.add(
          new Column(
              "reasons", "STRUCT(\"worker\" VARCHAR, \"vote\" VARCHAR, \"reason\" VARCHAR)[]"));
    } else if (kind.equals("writing")) {
      rows.add(new Column("messages", MESSAGES));
      rows.add(new Column("worker", TEXT));
    } else {
      return List.of();
    }
    rows.addAll(task);
    return List.copyOf(rows);
  }

  private static List<String> lines(JsonObject template) {
    return template.getJsonArray("lines").stream()
        .map(line -> ((JsonObject) line).getString("key"))
        .toList();
  }

  private static String struct(List<String> names, String type) {
    return names.stream()
        .map(name -> quoted(name) + " " + type)
        .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
