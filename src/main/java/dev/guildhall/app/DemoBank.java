package dev.guildhall.app;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** An item bank of the demo, as {@code demo/items} has it. */
final class DemoBank {

  static final List<String> SHELF = List.of("arithmetic", "english", "java-review");

  private DemoBank() {}

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

  /** Its items as the interface takes them, without an organisation; ready to be served. */
  static JsonArray load(String name) {
    String resource = "demo/items/" + name + ".yaml";
    try (InputStream in = DemoBank.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      @SuppressWarnings("unchecked") // an object of YAML has strings for keys
      Map<String, Object> tree = new YAMLMapper().readValue(in, Map.class);
      var items = new JsonObject(tree).getJsonArray("items");
      items.forEach(item -> finish((JsonObject) item, items));
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
