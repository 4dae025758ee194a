package dev.guildhall.delivery;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a part as CSV by RFC 4180. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV injection), also behind spaces and in full-width signs; the JSON
 * lines are the truth where the two differ.
 */
final class CsvFile {

  private static final Pattern FORMULA =
      Pattern.compile("^[\\s\\u00a0\\u3000]*[=+\\-@＝＋－＠].*|^[\\t\\r\\n\\u0000].*", Pattern.DOTALL);

  private CsvFile() {}

  static void write(Path lines, Path csv, List<Column> columns) throws IOException {
    try (var reader = Files.newBufferedReader(lines);
        var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(csv)) {
      writer.writeRecord(header(columns));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        writer.writeRecord(cells(new JsonObject(line), columns));
      }
    }
  }

  private static List<String> header(List<Column> columns) {
    var names = new ArrayList<String>();
    for (Column column : columns) {
      if (column.members().isEmpty()) {
        names.add(column.name());
      }
      column.members().forEach(path -> names.add(column.name() + '.' + String.join(".", path)));
    }
    return names;
  }

  private static List<String> cells(JsonObject line, List<Column> columns) {
    var cells = new ArrayList<String>();
    for (Column column : columns) {
      Object value = line.getValue(column.name());
      if (column.members().isEmpty()) {
        cells.add(cell(value));
      }
      column.members().forEach(path -> cells.add(cell(at(value, path))));
    }
    return cells;
  }

  private static @Nullable Object at(@Nullable Object value, List<String> path) {
    for (String member : path) {
      value = value instanceof JsonObject object ? object.getValue(member) : null;
    }
    return value;
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> neutralised(text);
      case JsonObject object -> StrictJson.canonical(object);
      case JsonArray array -> StrictJson.canonical(array.getList());
      default -> value.toString();
    };
  }

  /** The text with an apostrophe in front when a spreadsheet would run it. */
  static String neutralised(String text) {
    return FORMULA.matcher(text).matches() ? '\'' + text : text;
  }
}
