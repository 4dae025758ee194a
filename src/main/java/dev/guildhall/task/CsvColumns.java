package dev.guildhall.task;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.project.ProjectKind;
import dev.guildhall.project.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV mean. Every cell is a text as it stands ({@code 00123} keeps its
 * zeros), but for {@code overlap} and {@code priority}; an empty cell is a member left out.
 */
final class CsvColumns {

  private static final Set<String> OWN = Set.of("key", "gold", "overlap", "priority", "workers");
  private static final String METADATA = "metadata.";
  private static final int MAX_TOLD = 5;
  private static final int MAX_NAME = 40;

  private final Template template;
  private final List<String> names;

  CsvColumns(Template template, List<String> names) {
    this.template = template;
    this.names = names;
  }

  int count() {
    return names.size();
  }

  /** All that is wrong with the header, under the first column that is; null when nothing is. */
  @Nullable FieldError fault() {
    var schema = template.inputSchema();
    var inputs = new TreeSet<>(schema.getJsonObject("properties").fieldNames());
    var seen = new TreeSet<String>();
    var unknown = new ArrayList<String>();
    var repeated = new ArrayList<String>();
    for (String name : names) {
      if (!isKnown(name, inputs)) {
        unknown.add(name);
      } else if (!seen.add(name)) {
        repeated.add(name);
      }
    }
    var missing = new ArrayList<String>();
    for (Object needed : schema.getJsonArray("required")) {
      if (!seen.contains(String.valueOf(needed))) {
        missing.add(String.valueOf(needed));
      }
    }
    var faults = new ArrayList<FieldError>();
    add(faults, "unknown_column", unknown, "There is no column %s: rename or remove it.");
    add(faults, "duplicate", repeated, "The column %s is there twice: keep one.");
    add(faults, "required", missing, "The column %s is missing: add it.");
    return faults.isEmpty() ? null : together(faults, inputs);
  }

  private static boolean isKnown(String name, Set<String> inputs) {
    return OWN.contains(name)
        || inputs.contains(name)
        || (name.startsWith(METADATA) && name.length() > METADATA.length());
  }

  private static void add(
      List<FieldError> faults, String code, List<String> columns, String sentence) {
    if (!columns.isEmpty()) {
      String named =
          columns.stream().limit(MAX_TOLD).map(CsvColumns::told).collect(Collectors.joining(", "));
      faults.add(
          new FieldError("/" + shortened(columns.getFirst()), code, sentence.formatted(named)));
    }
  }

  private static FieldError together(List<FieldError> faults, Set<String> inputs) {
    String sentences = faults.stream().map(FieldError::detail).collect(Collectors.joining(" "));
    return new FieldError(
        faults.getFirst().pointer(),
        faults.getFirst().code(),
        sentences
            + " Columns are separated by commas and are "
            + String.join(", ", inputs)
            + ", key, gold, overlap, priority, workers or metadata.<name>.");
  }

  private static String told(String column) {
    return column.isEmpty() ? "without a name" : shortened(column);
  }

  /** A file without a header, or of another kind, has anything for the name of a column. */
  private static String shortened(String column) {
    return column.length() <= MAX_NAME ? column : column.substring(0, MAX_NAME) + "…";
  }

  /** The row as the members that it would have in NDJSON. */
  Map<String, @Nullable Object> members(List<String> cells, List<FieldError> errors) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    var input = new LinkedHashMap<String, @Nullable Object>();
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String cell = cells.get(i);
      if (cell.isEmpty()) {
        continue;
      }
      if (holdsControlCharacter(cell)) {
        errors.add(
            new FieldError("/" + name, "control_character", "Remove the control character here."));
      } else if (name.startsWith(METADATA)) {
        metadata.put(name.substring(METADATA.length()), cell);
      } else if (OWN.contains(name)) {
        members.put(name, own(name, cell, errors));
      } else {
        input.put(name, cell);
      }
    }
    members.put("input", input);
    if (!metadata.isEmpty()) {
      members.put("metadata", metadata);
    }
    return members;
  }

  private @Nullable Object own(String name, String cell, List<FieldError> errors) {
    return switch (name) {
      case "overlap", "priority" ->
          cell.matches("-?[0-9]{1,9}") ? (Object) Long.valueOf(cell) : cell;
      case "workers" -> List.of(cell.strip().split(" +"));
      case "gold" -> gold(cell, errors);
      default -> cell;
    };
  }

  /** JSON where it looks like it, else the label or the choice. */
  private @Nullable Object gold(String cell, List<FieldError> errors) {
    if (cell.startsWith("{")) {
      try {
        return StrictJson.parse(cell);
      } catch (MalformedJson e) {
        errors.add(
            new FieldError("/gold", "malformed_json", "This is not JSON: " + e.getMessage() + "."));
        return null;
      }
    }
    return template.kind() == ProjectKind.PREFERENCE
        ? Map.of("choice", cell)
        : Map.of("label", cell);
  }

  private static boolean holdsControlCharacter(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        return true;
      }
    }
    return false;
  }
}
