package dev.guildhall.item;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Item banks as files. What is written in a form is read again from it as the same items. */
final class ItemFile {

  private ItemFile() {}

  /** In which form a bank is written. */
  enum Format {
    /** An array, or one item a line. */
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    CSV("text/csv; charset=utf-8"),
    /** One choice item; only read. */
    QTI("application/xml");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    static Format parse(String wire) {
      return Sql.constant(Format.class, wire);
    }

    String wire() {
      return Sql.wire(this);
    }

    String mediaType() {
      return mediaType;
    }
  }

  /**
   * An item of a file.
   *
   * @param line where it begins, from 1; its place in an array
   * @param draft as the contract's {@code ItemDraft}; null when the line cannot be read
   * @param errors what is wrong with the line itself
   */
  record Line(int line, @Nullable JsonObject draft, List<FieldError> errors) {

    static Line good(int line, JsonObject draft) {
      return new Line(line, draft, List.of());
    }

    static Line broken(int line, String pointer, String code, String detail) {
      return new Line(line, null, List.of(new FieldError(pointer, code, detail)));
    }
  }

  static List<Line> read(Format format, String text) {
    var whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return switch (format) {
      case JSON -> whole.stripLeading().startsWith("[") ? array(whole) : lines(whole);
      case NDJSON -> lines(whole);
      case CSV -> ItemCsv.read(whole);
      case QTI -> List.of(QtiItem.read(whole));
    };
  }

  private static List<Line> array(String text) {
    try {
      var all = new ArrayList<Line>();
      for (Object item : new JsonArray((List<?>) StrictJson.parse(text))) {
        int number = all.size() + 1;
        all.add(
            item instanceof JsonObject draft
                ? Line.good(number, draft)
                : Line.broken(number, "", "type", "Each element is an item."));
      }
      return all;
    } catch (MalformedJson e) {
      return List.of(malformed(e.line(), e));
    }
  }

  private static Line malformed(int line, MalformedJson e) {
    return Line.broken(
        line, "", "malformed_json", "This is not JSON: " + e.getMessage() + "; write it anew.");
  }

  private static List<Line> lines(String text) {
    var all = new ArrayList<Line>();
    int number = 0;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      number++;
      if (!line.isBlank()) {
        try {
          all.add(Line.good(number, StrictJson.parseObject(line)));
        } catch (MalformedJson e) {
          all.add(malformed(number, e));
        }
      }
    }
    return all;
  }

  /** The items as a file of that form. */
  static String write(Format format, List<ItemView> items) {
    var drafts = items.stream().map(ItemFile::draft).toList();
    return switch (format) {
      case JSON -> StrictJson.write(new JsonArray(drafts)).toString();
      case NDJSON -> drafts.stream().map(one -> one.encode() + "\n").collect(Collectors.joining());
      case CSV -> ItemCsv.write(drafts);
      case QTI -> throw new IllegalArgumentException("QTI is only read");
    };
  }

  /** The item as its author would write it anew; a twin is left out, for its id is not. */
  private static JsonObject draft(ItemView item) {
    var draft = new JsonObject().put("organisation_id", item.organisationId().toString());
    put(draft, "external_key", item.externalKey());
    draft
        .put("kind", item.kind().wire())
        .put("title", item.title())
        .put("domain", item.domain())
        .put("tags", new JsonArray(List.copyOf(item.tags())))
        .put("state", item.state().wire());
    put(draft, "difficulty", item.difficulty());
    put(draft, "exposure_cap", item.exposureCap());
    return draft.put("body", item.body()).put("key", item.key());
  }

  private static void put(JsonObject draft, String member, @Nullable Object value) {
    if (value != null) {
      draft.put(member, value);
    }
  }
}
