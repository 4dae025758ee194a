package dev.guildhall.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuickCheckTest {

  private static final int ROUNDS = 4_000;
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final Random random = new Random(20);

  /** A wrong yes would let through what the contract refuses; a wrong no only costs time. */
  @Test
  void neverSaysYesWhereTheValidatorSaysNo() {
    int yes = 0;
    int valid = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var schema = schema(3);
      var quick = new QuickCheck(schema);
      var validator = validator(schema);
      for (int n = 0; n < 8; n++) {
        Object value = value(3);
        boolean isValid = Boolean.TRUE.equals(validator.validate(value).getValid());
        valid += isValid ? 1 : 0;
        if (quick.accepts(value)) {
          yes++;
          assertThat(isValid).as("%s fits %s", value, schema).isTrue();
        }
      }
    }
    assertThat(yes).as("of %d valid values, those known at once", valid).isGreaterThan(valid / 2);
  }

  @Test
  void leavesToTheValidatorWhatItDoesNotKnow() {
    var schema = new JsonObject().put("type", "string").put("format", "date-time");

    assertThat(new QuickCheck(schema).accepts("2026-01-01T00:00:00Z")).isFalse();
  }

  private static Validator validator(JsonObject schema) {
    return Validator.create(
        JsonSchema.of(schema),
        new JsonSchemaOptions()
            .setBaseUri("https://guildhall.invalid")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Flag));
  }

  private JsonObject schema(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> text();
      case 1 ->
          new JsonObject()
              .put("type", anyOf("integer", new JsonArray().add("integer").add("null")))
              .put("minimum", random.nextInt(3))
              .put("maximum", random.nextInt(6));
      case 2 -> new JsonObject().put("enum", new JsonArray().add("x").add(anyOf("y", 1, false)));
      case 3 ->
          new JsonObject()
              .put("type", "array")
              .put("items", schema(depth - 1))
              .put("minItems", random.nextInt(2))
              .put("maxItems", random.nextInt(4));
      case 4 ->
          new JsonObject()
              .put("anyOf", new JsonArray().add(schema(depth - 1)).add(schema(depth - 1)));
      default -> object(depth);
    };
  }

  private JsonObject text() {
    var text = new JsonObject().put("type", "string");
    if (random.nextBoolean()) {
      text.put("minLength", random.nextInt(4)).put("maxLength", random.nextInt(6));
    }
    return random.nextInt(3) == 0 ? text.put("pattern", "^[xy]+$") : text;
  }

  private JsonObject object(int depth) {
    var properties = new JsonObject();
    var required = new JsonArray();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        properties.put(name, schema(depth - 1));
      }
      if (random.nextInt(4) == 0) {
        required.add(name);
      }
    }
    var object = new JsonObject().put("type", "object").put("required", required);
    if (random.nextInt(5) > 0) {
      object.put("properties", properties);
    }
    return switch (random.nextInt(3)) {
      case 0 -> object.put("additionalProperties", false);
      case 1 -> object.put("additionalProperties", schema(depth - 1));
      default -> object;
    };
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> anyOf("", "x", "xy", "yyx", "😀😀", "x\n", "longer than most");
      case 1 -> anyOf(0, 1, 2, 5, 3_000_000_000L, -1, 1.5);
      case 2 -> anyOf(true, false, "y", 1);
      case 3 -> {
        var items = new ArrayList<Object>();
        several(() -> items.add(value(depth - 1)));
        yield new JsonArray(items);
      }
      default -> {
        var object = new JsonObject();
        several(() -> object.put(anyOf("a", "b", "c", "d").toString(), value(depth - 1)));
        yield object;
      }
    };
  }

  private void several(Supplier<?> one) {
    for (int n = random.nextInt(4); n > 0; n--) {
      one.get();
    }
  }

  private Object anyOf(Object... values) {
    return values[random.nextInt(values.length)];
  }
}
