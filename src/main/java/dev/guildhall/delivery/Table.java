package dev.guildhall.delivery;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part as the files of a folder.
 *
 * @param name of the files, without their endings
 * @param withCsv training rows are nested and have none
 */
record Table(Part part, String name, String what, boolean withCsv, List<Column> columns) {

  static List<Table> of(String kind, JsonObject template) {
    var tables = new ArrayList<Table>();
    tables.add(
        table(Part.SUBMISSION, "submissions", "Each accepted submission", true, kind, template));
    tables.add(
        table(
            Part.ANSWER,
            "answers",
            "What the submissions of each task come to",
            true,
            kind,
            template));
    switch (kind) {
      case "preference" ->
          tables.add(
              table(
                  Part.TRAINING,
                  "preference_trl",
                  "Preference pairs for training",
                  false,
                  kind,
                  template));
      case "writing" ->
          tables.add(
              table(Part.TRAINING, "sft_trl", "Dialogues for training", false, kind, template));
      default -> {}
    }
    return List.copyOf(tables);
  }

  private static Table table(
      Part part, String name, String what, boolean withCsv, String kind, JsonObject template) {
    return new Table(part, name, what, withCsv, Columns.of(part, kind, template));
  }

  String jsonl() {
    return name + ".jsonl";
  }

  String csv() {
    return name + ".csv";
  }

  String parquet() {
    return name + ".parquet";
  }

  /** The files with a word on each. */
  Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    files.put(jsonl(), what + ", one JSON object per line");
    if (withCsv) {
      files.put(csv(), what + ", for spreadsheets");
    }
    files.put(parquet(), what + ", with types");
    return files;
  }
}
