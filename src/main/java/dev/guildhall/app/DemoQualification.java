package dev.guildhall.app;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A qualification of the demo, out of {@code demo/qualifications/<name>.yaml}: {@code
 * qualification}, {@code test} and {@code items} as the interface takes them, {@code validity},
 * answers with known grades, and {@code answers} that people have given.
 */
record DemoQualification(String name, JsonObject description) {

  static final List<String> SHELF = List.of("arithmetic", "english", "java-review");

  static DemoQualification load(String name) {
    String resource = "demo/qualifications/" + name + ".yaml";
    try (var in = DemoQualification.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      @SuppressWarnings("unchecked") // an object of YAML has strings for keys
      Map<String, Object> tree = new YAMLMapper().readValue(in, Map.class);
      return new DemoQualification(name, new JsonObject(tree));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  String title() {
    return description.getJsonObject("qualification").getString("name");
  }

  /** As {@code createQualification} takes it, without an organisation. */
  JsonObject draft() {
    return description.getJsonObject("qualification").copy();
  }

  /** As {@code createTest} takes it. */
  JsonObject plan() {
    return description.getJsonObject("test").copy();
  }

  /** As {@code importItems} takes them; ready to be served. */
  JsonArray items() {
    var items = description.getJsonArray("items").copy();
    items.forEach(item -> finish((JsonObject) item, items));
    return items;
  }

  /** Items that are graded alike name the one of them that has the rubric. */
  private static void finish(JsonObject item, JsonArray all) {
    item.put("state", "active");
    if (item.remove("rubric_of") instanceof String other) {
      all.stream()
          .map(JsonObject.class::cast)
          .filter(one -> one.getString("external_key").equals(other))
          .findFirst()
          .map(one -> one.getJsonObject("key").getJsonObject("rubric"))
          .ifPresent(rubric -> item.getJsonObject("key").put("rubric", rubric.copy()));
    }
  }

  List<ValidityPaper> validity() {
    var papers = new ArrayList<ValidityPaper>();
    for (Object each : description.getJsonArray("validity", new JsonArray())) {
      var draft = ((JsonObject) each).copy();
      papers.add(new ValidityPaper((String) draft.remove("item"), draft));
    }
    return papers;
  }

  /** How many of the demo's people have taken the test. */
  int takers() {
    return answers().stream()
        .mapToInt(each -> ((JsonArray) each.getValue()).size())
        .max()
        .orElse(0);
  }

  /** What the {@code n}-th of them has answered to an item; null for those of no interest. */
  @Nullable JsonObject answer(String item, int n) {
    var given = answers().getJsonArray(item);
    return given == null ? null : given.getJsonObject(n);
  }

  private JsonObject answers() {
    return description.getJsonObject("answers", new JsonObject());
  }

  /**
   * An answer with known grades.
   *
   * @param item the external key of the item that it answers
   * @param draft as {@code addValidityPaper} takes it
   */
  record ValidityPaper(String item, JsonObject draft) {}
}
