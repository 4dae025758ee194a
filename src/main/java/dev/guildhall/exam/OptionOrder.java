package dev.guildhall.exam;

import dev.guildhall.item.ItemKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what order each worker sees the options of an item. */
public final class OptionOrder {

  private OptionOrder() {}

  /** An order for one worker, as ids; null where they stand as the author wrote them. */
  public static @Nullable List<String> drawn(
      ItemKind kind, JsonObject body, RandomGenerator random) {
    boolean shuffled =
        switch (kind) {
          case SINGLE_CHOICE, MULTIPLE_CHOICE -> body.getBoolean("shuffle", true);
          // As it stands it could be the answer.
          case ORDERING -> true;
          case NUMERIC, SHORT_TEXT, CLOZE, ESSAY, CODE, COMPARISON, CRITIQUE -> false;
        };
    if (!shuffled) {
      return null;
    }
    var ids = new ArrayList<>(options(body).keySet().stream().sorted().toList());
    Collections.shuffle(ids, random);
    return List.copyOf(ids);
  }

  /** The body with its options in that order. */
  public static JsonObject shown(JsonObject body, @Nullable List<String> order) {
    if (order == null) {
      return body;
    }
    var options = options(body);
    var shown = new JsonArray();
    order.forEach(id -> shown.add(options.get(id)));
    return body.copy().put("options", shown);
  }

  private static Map<String, JsonObject> options(JsonObject body) {
    return body.getJsonArray("options").stream()
        .map(JsonObject.class::cast)
        .collect(Collectors.toMap(option -> option.getString("id"), Function.identity()));
  }
}
