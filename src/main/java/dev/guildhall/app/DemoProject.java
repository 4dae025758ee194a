package dev.guildhall.app;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project of the demo, out of {@code demo/<name>.yaml}: {@code project} as the interface takes
 * it, {@code budget}, and {@code tasks}, each with the {@code answers} that the demo's workers
 * give. A file {@code demo/<name>.ndjson} may hold the tasks instead.
 */
record DemoProject(String name, JsonObject description, List<JsonObject> tasks) {

  private static final int ANSWERED_FIRST = 10;

  static DemoProject load(String name) {
    try {
      @SuppressWarnings("unchecked") // an object of YAML has strings for keys
      Map<String, Object> tree = new YAMLMapper().readValue(text(name + ".yaml"), Map.class);
      var description = new JsonObject(tree);
      String lines = textOrNull(name.replace('-', '_') + ".ndjson");
      return new DemoProject(
          name,
          description,
          lines == null ? objects(description.getJsonArray("tasks")) : lines(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the demo's project " + name, e);
    }
  }

  String title() {
    return description.getJsonObject("project").getString("name");
  }

  /**
   * The project as {@code createProject} takes it.
   *
   * @param qualifications ids by the names by which requirements call them
   */
  JsonObject draft(Map<String, String> qualifications) {
    var draft = description.getJsonObject("project").copy();
    var required =
        draft
            .getJsonObject("requirements", new JsonObject())
            .getJsonArray("qualifications", new JsonArray());
    for (Object each : required) {
      var one = (JsonObject) each;
      one.put("qualification_id", qualifications.get((String) one.remove("qualification")));
    }
    return draft;
  }

  BigDecimal budget() {
    return new BigDecimal(description.getString("budget"));
  }

  /** The tasks as {@code uploadTasks} takes them; those that the demo's workers answer go first. */
  String ndjson() {
    return tasks.stream()
        .map(
            task -> {
              var line = task.copy();
              return line.remove("answers") == null
                  ? line.encode()
                  : line.put("priority", ANSWERED_FIRST).encode();
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The {@code n}-th answer to a task; null when no worker of the demo answers it. */
  @Nullable JsonObject answer(String key, int n) {
    return tasks.stream()
        .filter(task -> key.equals(task.getString("key")))
        .map(task -> task.getJsonArray("answers", new JsonArray()))
        .filter(answers -> n < answers.size())
        .map(answers -> answers.getJsonObject(n))
        .findFirst()
        .orElse(null);
  }

  /** How many answers there are in all. */
  int answers() {
    return tasks.stream().mapToInt(it -> it.getJsonArray("answers", new JsonArray()).size()).sum();
  }

  /** What the reviewer says about submissions, in turn; empty where nobody reviews. */
  List<JsonObject> verdicts() {
    return objects(description.getJsonArray("verdicts", new JsonArray()));
  }

  private static List<JsonObject> lines(String ndjson) {
    return ndjson.lines().filter(line -> !line.isBlank()).map(JsonObject::new).toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    var objects = new ArrayList<JsonObject>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(array.getJsonObject(i));
    }
    return objects;
  }

  private static String text(String file) throws IOException {
    String text = textOrNull(file);
    if (text == null) {
      throw new IOException("demo/" + file + " is missing from the class path");
    }
    return text;
  }

  private static @Nullable String textOrNull(String file) throws IOException {
    try (var in = DemoProject.class.getClassLoader().getResourceAsStream("demo/" + file)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
