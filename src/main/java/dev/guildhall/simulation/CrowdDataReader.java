package dev.guildhall.simulation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.guildhall.simulation.CrowdData.Task;
import dev.guildhall.simulation.CrowdData.Vote;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a folder of crowd data: {@code pairs.csv, arguments.csv, topics.csv, votes.csv} become
 * preferences with reasons; {@code labels.csv} (task, worker, label and maybe seconds) with an
 * optional {@code gold.csv} (task, label) become a classification.
 */
final class CrowdDataReader {

  private static final int PAIRS_PER_HIT = 3;

  private final Path folder;

  private CrowdDataReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads {@code folder}.
   *
   * @throws IllegalArgumentException when it holds neither kind of data
   */
  static CrowdData read(Path folder) {
    var reader = new CrowdDataReader(folder);
    if (Files.exists(folder.resolve("votes.csv")) && Files.exists(folder.resolve("pairs.csv"))) {
      return reader.preferences();
    }
    if (Files.exists(folder.resolve("labels.csv"))) {
      return reader.labels();
    }
    throw new IllegalArgumentException(
        folder + " holds neither votes.csv with pairs.csv nor labels.csv.");
  }

  private CrowdData preferences() {
    var topics = column("topics.csv", "topic", "name");
    var texts = column("arguments.csv", "arg", "text");
    var tasks = new ArrayList<Task>();
    for (var row : rows("pairs.csv")) {
      tasks.add(
          new Task(
              row.getField("pair"),
              new JsonObject()
                  .put("prompt", Topic.question(known(topics, row, "topic")))
                  .put("a", known(texts, row, "arg1"))
                  .put("b", known(texts, row, "arg2"))));
    }
    var votes = new ArrayList<Vote>();
    for (var row : rows("votes.csv")) {
      String choice = choice(row.getField("label"));
      var output = new JsonObject().put("choice", choice).put("reason", row.getField("reason"));
      long took = Long.parseLong(row.getField("submit")) - Long.parseLong(row.getField("accept"));
      votes.add(
          new Vote(
              row.getField("pair"),
              row.getField("worker"),
              choice,
              output,
              seconds(took / PAIRS_PER_HIT)));
    }
    var template =
        new JsonObject()
            .put("question", "Which argument is more convincing?")
            .put("allow_equal", true)
            .put("reason_min_words", 0);
    return data("preference", template, tasks, votes, Map.of());
  }

  private static String choice(String label) {
    return switch (label) {
      case "a1" -> "a";
      case "a2" -> "b";
      case "equal" -> "equal";
      default -> throw new IllegalArgumentException("A vote is a1, a2 or equal, not " + label);
    };
  }

  private static String known(Map<String, String> names, NamedCsvRecord row, String field) {
    var name = names.get(row.getField(field));
    if (name == null) {
      throw new IllegalArgumentException(
          field + " names " + row.getField(field) + ", which no file holds.");
    }
    return name;
  }

  private CrowdData labels() {
    var keys = new LinkedHashSet<String>();
    var labels = new TreeSet<String>();
    var votes = new ArrayList<Vote>();
    for (var row : rows("labels.csv")) {
      String label = row.getField("label");
      keys.add(row.getField("task"));
      labels.add(label);
      votes.add(
          new Vote(
              row.getField("task"),
              row.getField("worker"),
              label,
              new JsonObject().put("label", label),
              seconds(row.findField("seconds").map(Double::parseDouble).orElse(0.0).longValue())));
    }
    var tasks =
        keys.stream()
            .map(
                key -> new Task(key, new JsonObject().put("text", "Item " + key + " of " + name())))
            .toList();
    var template =
        new JsonObject()
            .put("question", "Which label fits?")
            .put(
                "labels",
                new JsonArray(
                    labels.stream()
                        .map(it -> new JsonObject().put("value", it).put("title", "Label " + it))
                        .toList()));
    return data("classification", template, tasks, votes, gold());
  }

  private CrowdData data(
      String kind,
      JsonObject template,
      List<Task> tasks,
      List<Vote> votes,
      Map<String, String> gold) {
    var kept = new ArrayList<Vote>();
    Set<List<String>> seen = new HashSet<>();
    for (Vote vote : votes) {
      if (seen.add(List.of(vote.task(), vote.worker()))) {
        kept.add(vote);
      }
    }
    return new CrowdData(
        name(), kind, template, tasks, List.copyOf(kept), gold, votes.size() - kept.size());
  }

  private Map<String, String> gold() {
    return Files.exists(folder.resolve("gold.csv"))
        ? column("gold.csv", "task", "label")
        : Map.of();
  }

  private String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString().replace('_', ' ');
  }

  private static int seconds(long measured) {
    return Math.clamp(measured, 0, 604_800);
  }

  private Map<String, String> column(String file, String key, String value) {
    var map = new LinkedHashMap<String, String>();
    rows(file).forEach(row -> map.put(row.getField(key), row.getField(value)));
    return map;
  }

  private List<NamedCsvRecord> rows(String file) {
    try (var csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      return csv.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.resolve(file), e);
    }
  }
}
