package dev.guildhall.item;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.guildhall.item.ItemFile.Line;
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
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items in the rows of a spreadsheet. Options stand in columns of their own, {@code option_1} is
 * {@code a}, and {@code correct} says which are right, in their order where the item asks for one,
 * or the right number. What has no column stands as JSON in {@code body} and {@code key}.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
 * injection), also where apostrophes are in front already, so that reading takes off the right one.
 */
final class ItemCsv {

  private static final List<String> FIRST =
      List.of(
          "external_key",
          "kind",
          "title",
          "domain",
          "tags",
          "state",
          "difficulty",
          "exposure_cap",
          "prompt");
  private static final List<String> LAST = List.of("correct", "body", "key");
  private static final int MOST_OPTIONS = 20;
  private static final Pattern OPTION = Pattern.compile("option_([1-9]|1\\d|20)");
  private static final Pattern FORMULA =
      Pattern.compile("'*(?:[\\s\\u00a0\\u3000]*[=+\\-@＝＋－＠].*|[\\t\\r\\n].*)", Pattern.DOTALL);
  private static final Pattern ROW_BEGAN = Pattern.compile("starting at line (\\d+)");

  private ItemCsv() {}

  static List<Line> read(String text) {
    var all = new ArrayList<Line>();
    var header = List.<String>of();
    try (var reader =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        int line = Math.toIntExact(record.getStartingLineNumber());
        if (header.isEmpty()) {
          header = record.getFields().stream().map(String::strip).toList();
          var fault = fault(header);
          if (!fault.isEmpty()) {
            return List.of(Line.broken(line, "", "columns", fault));
          }
        } else {
          all.add(row(header, record.getFields(), line));
        }
      }
    } catch (CsvParseException e) {
      all.add(unreadable(e, all.isEmpty() ? 1 : all.getLast().line() + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** The parser tells in which line the row began that it could not get over, as text. */
  private static Line unreadable(CsvParseException e, int otherwise) {
    var began = ROW_BEGAN.matcher(String.valueOf(e.getMessage()));
    return Line.broken(
        began.find() ? Integer.parseInt(began.group(1)) : otherwise,
        "",
        "malformed_csv",
        "The cells of this row cannot be told apart. Close every quote, and double quotes inside of"
            + " cells.");
  }

  private static String fault(List<String> header) {
    var seen = new ArrayList<String>();
    for (String column : header) {
      boolean isKnown =
          FIRST.contains(column) || LAST.contains(column) || OPTION.matcher(column).matches();
      if (!isKnown) {
        return "There is no column %s. Columns are separated by commas and are %s, option_1 to option_20, %s."
            .formatted(column, String.join(", ", FIRST), String.join(", ", LAST));
      }
      if (seen.contains(column)) {
        return "The column " + column + " is there twice; keep one.";
      }
      seen.add(column);
    }
    return "";
  }

  private static Line row(List<String> header, List<String> cells, int line) {
    if (cells.size() != header.size()) {
      return Line.broken(
          line,
          "",
          "ragged",
          "The header has %d columns, this row %d; put cells that hold commas or quotes in quotes."
              .formatted(header.size(), cells.size()));
    }
    var row = new Row();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        row.cell(header.get(i), cells.get(i));
      }
    }
    return new Line(line, row.draft(), row.errors);
  }

  /** A row while it is read. */
  private static final class Row {

    private final JsonObject draft = new JsonObject();
    private final JsonObject parts = new JsonObject();
    private final @Nullable String[] options = new @Nullable String[MOST_OPTIONS];
    private final List<FieldError> errors = new ArrayList<>();
    private String correct = "";

    void cell(String column, String cell) {
      switch (column) {
        case "tags" ->
            draft.put("tags", new JsonArray(Arrays.asList(cell.strip().split("[\\s,;]+"))));
        case "difficulty", "exposure_cap" -> number(column, cell.strip());
        case "body", "key" -> object(column, cell);
        case "correct" -> correct = cell.strip();
        case "kind", "state", "domain" -> draft.put(column, cell.strip());
        case "prompt" -> parts.put(column, plain(cell));
        default -> {
          if (FIRST.contains(column)) {
            draft.put(column, plain(cell));
          } else {
            options[Integer.parseInt(column.substring("option_".length())) - 1] = plain(cell);
          }
        }
      }
    }

    private void number(String column, String cell) {
      try {
        if (column.equals("difficulty")) {
          draft.put(column, Double.valueOf(cell));
        } else {
          draft.put(column, Integer.valueOf(cell));
        }
      } catch (NumberFormatException _) {
        errors.add(new FieldError("/" + column, "type", "Write a number, with a point."));
      }
    }

    private void object(String column, String cell) {
      try {
        parts.put(column, StrictJson.parseObject(cell));
      } catch (MalformedJson e) {
        errors.add(
            new FieldError(
                "/" + column, "malformed_json", "This is not JSON: " + e.getMessage() + "."));
      }
    }

    JsonObject draft() {
      var body = parts.getJsonObject("body", new JsonObject()).copy();
      var key = parts.getJsonObject("key", new JsonObject()).copy();
      put("prompt", "/body/prompt", body, "prompt", parts.getString("prompt"));
      options(body);
      if (!correct.isEmpty()) {
        right(key);
      }
      return draft.put("body", body).put("key", key);
    }

    private void put(
        String column, String pointer, JsonObject to, String member, @Nullable Object value) {
      if (value == null) {
        return;
      }
      if (to.containsKey(member)) {
        errors.add(
            new FieldError(
                pointer, "repeated", "It stands in the column " + column + " too; keep one."));
      }
      to.put(member, value);
    }

    private void options(JsonObject body) {
      int last = MOST_OPTIONS;
      while (last > 0 && options[last - 1] == null) {
        last--;
      }
      var all = new JsonArray();
      for (int i = 0; i < last; i++) {
        if (options[i] == null) {
          errors.add(
              new FieldError(
                  "/body/options/" + i,
                  "required",
                  "option_%d is empty, but there are others behind it.".formatted(i + 1)));
        }
        all.add(new JsonObject().put("id", id(i)).put("text", options[i]));
      }
      put("option_1", "/body/options", body, "options", all.isEmpty() ? null : all);
    }

    private void right(JsonObject key) {
      var member = memberOfRight(draft.getString("kind", ""));
      if (member.isEmpty()) {
        errors.add(
            new FieldError(
                "/key", "not_possible", "An item of this kind has its key in the column key."));
        return;
      }
      put(
          "correct",
          "/key/" + member,
          key,
          member,
          member.equals("value")
              ? correct
              : new JsonArray(Arrays.asList(correct.toLowerCase(Locale.ROOT).split("[\\s,;]+"))));
    }
  }

  private static String id(int place) {
    return String.valueOf((char) ('a' + place));
  }

  /** Which member of the key stands in the column {@code correct}; empty: none. */
  private static String memberOfRight(String kind) {
    return switch (kind) {
      case "single_choice", "multiple_choice" -> "correct";
      case "ordering" -> "order";
      case "numeric" -> "value";
      default -> "";
    };
  }

  private static String plain(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  private static String safe(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  static String write(List<JsonObject> drafts) {
    int options =
        drafts.stream()
            .filter(ItemCsv::hasColumns)
            .mapToInt(one -> texts(one).size())
            .max()
            .orElse(0);
    var columns =
        Stream.of(
                FIRST.stream(),
                IntStream.rangeClosed(1, options).mapToObj(number -> "option_" + number),
                LAST.stream())
            .flatMap(some -> some)
            .toList();
    var text = new StringWriter();
    try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      writer.writeRecord(columns);
      drafts.forEach(draft -> writer.writeRecord(cells(draft, columns)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> texts(JsonObject draft) {
    return draft.getJsonObject("body").getJsonArray("options", new JsonArray()).stream()
        .map(option -> ((JsonObject) option).getString("text"))
        .toList();
  }

  /** Whether its options are named as those of columns are, one letter after the other. */
  private static boolean hasColumns(JsonObject draft) {
    var options = draft.getJsonObject("body").getJsonArray("options", new JsonArray());
    return IntStream.range(0, options.size())
        .allMatch(i -> id(i).equals(options.getJsonObject(i).getString("id")));
  }

  private static List<String> cells(JsonObject draft, List<String> columns) {
    var body = draft.getJsonObject("body").copy();
    var key = draft.getJsonObject("key").copy();
    var prompt = (String) body.remove("prompt");
    var texts = hasColumns(draft) ? texts(draft) : List.<String>of();
    var member = hasColumns(draft) ? memberOfRight(draft.getString("kind")) : "";
    var right = member.isEmpty() ? null : key.remove(member);
    if (!texts.isEmpty()) {
      body.remove("options");
    }
    return columns.stream()
        .map(
            column ->
                switch (column) {
                  case "prompt" -> safe(prompt);
                  case "body" -> body.isEmpty() ? "" : body.encode();
                  case "key" -> key.isEmpty() ? "" : key.encode();
                  case "tags" -> String.join(" ", Answers.strings(draft, "tags"));
                  case "correct" -> correct(right);
                  case "title", "external_key" -> safe(draft.getString(column, ""));
                  default ->
                      OPTION.matcher(column).matches()
                          ? option(texts, column)
                          : text(draft, column);
                })
        .toList();
  }

  private static String text(JsonObject draft, String column) {
    var value = draft.getValue(column);
    return value == null ? "" : value.toString();
  }

  private static String option(List<String> texts, String column) {
    int place = Integer.parseInt(column.substring("option_".length())) - 1;
    return place < texts.size() ? safe(texts.get(place)) : "";
  }

  private static String correct(@Nullable Object right) {
    return switch (right) {
      case null -> "";
      case JsonArray ids -> String.join(" ", ids.stream().map(String.class::cast).toList());
      default -> right.toString();
    };
  }
}
