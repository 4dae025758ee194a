package dev.guildhall.item;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Item banks as files: JSON (an array, or one item a line) and CSV. What is written is read again
 * as the same items.
 */
final class ItemFile {

  private static final List<String> COLUMNS =
      List.of(
          "external_key",
          "kind",
          "title",
          "domain",
          "tags",
          "state",
          "difficulty",
          "exposure_cap",
          "prompt",
          "body",
          "key");

  private ItemFile() {}

  /** In which form a bank is written. */
  enum Format {
    JSON,
    CSV;

    static Format parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * An item of a file.
   *
   * @param line where it begins, from 1
   * @param draft as the contract's {@code ItemDraft}; null when the line cannot be read
   * @param errors what is wrong with the line itself
   */
  record Line(int line, @Nullable JsonObject draft, List<FieldError> errors) {

    private static Line broken(int line, String pointer, String code, String detail) {
      return new Line(line, null, List.of(new FieldError(pointer, code, detail, line)));
    }
  }

  static List<Line> read(Format format, String text) {
    var whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return switch (format) {
      case JSON -> json(whole);
      case CSV -> csv(whole);
    };
  }

  private static List<Line> json(String text) {
    return text.stripLeading().startsWith("[") ? array(text) : lines(text);
  }

  private static List<Line> array(String text) {
    try {
      var all = new ArrayList<Line>();
      for (Object item : new JsonArray((List<?>) Objects.requireNonNull(StrictJson.parse(text)))) {
        int number = all.size() + 1;
        all.add(
            item instanceof JsonObject draft
                ? new Line(number, draft, List.of())
                : Line.broken(number, "", "type", "Each element is an item."));
      }
      return all;
    } catch (MalformedJson e) {
      return List.of(Line.broken(e.line(), "", "malformed_json", String.valueOf(e.getMessage())));
    }
  }

  private static List<Line> lines(String text) {
    var all = new ArrayList<Line>();
    int number = 0;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      number++;
      if (!line.isBlank()) {
        try {
          all.add(new Line(number, StrictJson.parseObject(line), List.of()));
        } catch (MalformedJson e) {
          all.add(Line.broken(number, "", "malformed_json", String.valueOf(e.getMessage())));
        }
      }
    }
    return all;
  }

  private static List<Line> csv(String text) {
    var all = new ArrayList<Line>();
    try (var reader = CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : reader) {
        int number = Math.toIntExact(row.getStartingLineNumber());
        if (all.isEmpty()) {
          var unknown = new ArrayList<>(row.getHeader());
          unknown.removeAll(COLUMNS);
          if (!unknown.isEmpty()) {
            return List.of(
                Line.broken(
                    1, "", "unknown_column", "There is no column " + String.join(", ", unknown)));
          }
        }
        all.add(row(row, number));
      }
      return all;
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      all.add(
          Line.broken(
              all.isEmpty() ? 1 : all.getLast().line() + 1,
              "",
              "csv",
              String.valueOf(e.getMessage())));
      return all;
    }
  }

  private static Line row(NamedCsvRecord row, int number) {
    var draft = new JsonObject();
    var errors = new ArrayList<FieldError>();
    for (String column : new HashSet<>(row.getHeader())) {
      var cell = row.getField(column);
      if (!cell.isEmpty()) {
        switch (column) {
          case "tags" ->
              draft.put("tags", new JsonArray(Arrays.asList(cell.strip().split("\\s+"))));
          case "difficulty", "exposure_cap" -> number(draft, errors, column, cell);
          case "body", "key" -> object(draft, errors, column, cell);
          case "prompt" -> {}
          default -> draft.put(column, cell);
        }
      }
    }
    var prompt = row.findField("prompt").orElse("");
    if (!prompt.isEmpty()) {
      draft.put("body", draft.getJsonObject("body", new JsonObject()).copy().put("prompt", prompt));
    }
    return new Line(number, draft, errors.stream().map(error -> error.inLine(number)).toList());
  }

  private static void number(
      JsonObject draft, List<FieldError> errors, String column, String cell) {
    try {
      if (column.equals("difficulty")) {
        draft.put(column, Double.valueOf(cell.strip()));
      } else {
        draft.put(column, Integer.valueOf(cell.strip()));
      }
    } catch (NumberFormatException _) {
      errors.add(new FieldError("/" + column, "type", "Write a number, with a point."));
    }
  }

  private static void object(
      JsonObject draft, List<FieldError> errors, String column, String cell) {
    try {
      draft.put(column, StrictJson.parseObject(cell));
    } catch (MalformedJson e) {
      errors.add(new FieldError("/" + column, "malformed_json", String.valueOf(e.getMessage())));
    }
  }

  /** The items as a file of that form. */
  static String write(Format format, List<ItemView> items) {
    return switch (format) {
      case JSON -> {
        var all = new JsonArray();
        items.forEach(item -> all.add(draft(item)));
        yield StrictJson.write(all).toString();
      }
      case CSV -> {
        var text = new StringWriter();
        try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
          writer.writeRecord(COLUMNS);
          items.forEach(item -> writer.writeRecord(cells(draft(item))));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield text.toString();
      }
    };
  }

  /** The item as its author would write it anew. */
  private static JsonObject draft(ItemView item) {
    var draft = new JsonObject().put("organisation_id", item.organisationId().toString());
    if (item.externalKey() != null) {
      draft.put("external_key", item.externalKey());
    }
    draft
        .put("kind", item.kind().wire())
        .put("title", item.title())
        .put("domain", item.domain())
        .put("tags", new JsonArray(List.copyOf(item.tags())))
        .put("state", item.state().wire());
    if (item.difficulty() != null) {
      draft.put("difficulty", item.difficulty());
    }
    if (item.exposureCap() != null) {
      draft.put("exposure_cap", item.exposureCap());
    }
    return draft.put("body", item.body()).put("key", item.key());
  }

  private static List<String> cells(JsonObject draft) {
    var body = draft.getJsonObject("body").copy();
    var prompt = (String) body.remove("prompt");
    return COLUMNS.stream()
        .map(
            column ->
                switch (column) {
                  case "prompt" -> prompt;
                  case "body" -> body.encode();
                  case "key" -> draft.getJsonObject("key").encode();
                  case "tags" -> String.join(" ", Answers.strings(draft, "tags"));
                  default ->
                      draft.getValue(column) == null ? "" : draft.getValue(column).toString();
                })
        .toList();
  }

  /** A draft of the file as one of the organisation. */
  static JsonObject of(OrganisationId organisation, JsonObject draft) {
    return draft.copy().put("organisation_id", organisation.toString());
  }
}
