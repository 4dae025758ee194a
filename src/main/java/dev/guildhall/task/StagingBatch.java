package dev.guildhall.task;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that travel to the staging table together. They are held as the text that is sent, which is
 * a fraction of their trees, and are bounded in number and in size, for a row may be long.
 */
final class StagingBatch {

  static final int MAX_ROWS = 1_000;
  static final int MAX_CHARACTERS = 1_048_576;

  private final List<Row> rows = new ArrayList<>();
  private int characters;

  /** A row as the staging table takes it; the JSON and the list of workers as text. */
  record Row(
      UUID taskId,
      long line,
      @Nullable String key,
      String input,
      @Nullable String metadata,
      @Nullable String gold,
      int priority,
      @Nullable Integer overlap,
      String workers) {

    private int characters() {
      return length(key) + input.length() + length(metadata) + length(gold) + workers.length();
    }

    private static int length(@Nullable String text) {
      return text == null ? 0 : text.length();
    }
  }

  void add(UUID taskId, UploadLine.Row line) {
    var row =
        new Row(
            taskId,
            line.line(),
            line.key(),
            StrictJson.write(line.input()).toString(),
            text(line.metadata()),
            text(line.gold()),
            line.priority(),
            line.overlap(),
            line.workers().stream()
                .map(worker -> worker.value().toString())
                .collect(Collectors.joining(",", "{", "}")));
    rows.add(row);
    characters += row.characters();
  }

  private static @Nullable String text(@Nullable JsonObject json) {
    return json == null ? null : StrictJson.write(json).toString();
  }

  /** Whether it is time to send; one more row may have gone over the bound. */
  boolean isFull() {
    return rows.size() >= MAX_ROWS || characters >= MAX_CHARACTERS;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int characters() {
    return characters;
  }

  List<Row> rows() {
    return rows;
  }
}
