package dev.guildhall.platform.http;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) that tells a person what is wrong. The validator is asked only where the
 * quick check leaves a doubt, and for the reasons only when something is wrong.
 */
public final class SchemaCheck {

  private static final int MAX_ERRORS = 20;
  private static final String UNKNOWN = "unknown_property";
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"", Pattern.DOTALL);

  private final JsonObject schema;
  private final QuickCheck quick;
  private final Validator exact;
  private final Validator thorough;

  public SchemaCheck(JsonObject schema) {
    this.schema = schema;
    var whole = whole(schema);
    this.quick = new QuickCheck(whole);
    this.exact = validator(whole, OutputFormat.Flag);
    this.thorough = validator(whole, OutputFormat.Basic);
  }

  /**
   * In Java {@code $} also matches before a line break at the end; a pattern means the end itself.
   */
  private static JsonObject whole(JsonObject schema) {
    var copy = new JsonObject();
    schema.forEach(
        entry ->
            copy.put(
                entry.getKey(),
                entry.getKey().equals("pattern") && entry.getValue() instanceof String pattern
                    ? pattern.replaceFirst("\\$$", "\\\\z")
                    : wholeValue(entry.getValue())));
    return copy;
  }

  private static @Nullable Object wholeValue(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> whole(object);
      case JsonArray array -> {
        var copy = new JsonArray();
        array.forEach(item -> copy.add(wholeValue(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static Validator validator(JsonObject schema, OutputFormat format) {
    return Validator.create(
        JsonSchema.of(schema),
        new JsonSchemaOptions()
            .setBaseUri("https://guildhall.invalid")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(format));
  }

  /**
   * What is wrong with {@code value}; empty when nothing is. Pointers start with {@code prefix}.
   */
  public List<FieldError> errors(@Nullable Object value, String prefix) {
    if (quick.accepts(value) || Boolean.TRUE.equals(exact.validate(value).getValid())) {
      return List.of();
    }
    var byPointer = new LinkedHashMap<String, FieldError>();
    var units = thorough.validate(value).getErrors();
    if (units != null) {
      // Deeper reasons come later in the list and say more, so they win; a missing field keeps its
      // own pointer.
      for (OutputUnit unit : units) {
        var error = fieldError(unit, prefix);
        if (error != null) {
          byPointer.merge(error.pointer(), error, SchemaCheck::moreTelling);
        }
      }
    }
    // A known field that is wrong inside is also called unknown by the validator, which is not so.
    byPointer
        .values()
        .removeIf(error -> isUnknown(error) && holdsAnotherBelow(byPointer.keySet(), error));
    if (byPointer.isEmpty()) {
      return List.of(new FieldError(prefix, "invalid", SchemaWords.OF_ANOTHER_FORM));
    }
    return byPointer.values().stream().limit(MAX_ERRORS).toList();
  }

  private static FieldError moreTelling(FieldError before, FieldError after) {
    return isUnknown(after) ? before : after;
  }

  private static boolean isUnknown(FieldError error) {
    return UNKNOWN.equals(error.code());
  }

  private static boolean holdsAnotherBelow(Set<String> pointers, FieldError error) {
    return pointers.stream().anyMatch(pointer -> pointer.startsWith(error.pointer() + '/'));
  }

  private @Nullable FieldError fieldError(OutputUnit unit, String prefix) {
    String location = decoded(unit.getKeywordLocation());
    String keyword = location.substring(location.lastIndexOf('/') + 1);
    String message = String.valueOf(unit.getError());
    String at = prefix + decoded(unit.getInstanceLocation());
    return switch (keyword) {
      // These only say that something inside them is wrong.
      case "properties", "items", "anyOf", "allOf", "oneOf", "prefixItems" -> null;
      case "required" -> new FieldError(at + named(message), "required", "This field is needed.");
      case "additionalProperties", "unevaluatedProperties" ->
          new FieldError(
              at, UNKNOWN, "This field is not known here; remove it or check its spelling.");
      case "propertyNames" ->
          new FieldError(
              at + named(message), "property_name", "A field may not be named so; rename it.");
      default ->
          location.contains("/propertyNames/")
              ? null
              : new FieldError(at, snake(keyword), SchemaWords.of(keyword, ruleAt(location)));
    };
  }

  /** What the schema says there: {@code 5} for {@code /properties/n/maximum}. */
  private @Nullable Object ruleAt(String location) {
    return JsonPointer.from(location).queryJson(schema);
  }

  /** The validator writes locations as fragments of an address; a pointer is plain. */
  private static String decoded(@Nullable String location) {
    String pointer = String.valueOf(location).replaceFirst("^#", "").replace("+", "%2B");
    return URLDecoder.decode(pointer, StandardCharsets.UTF_8);
  }

  /** The field that a message names, as a step of a pointer (RFC 6901). */
  private static String named(String message) {
    Matcher name = QUOTED.matcher(message);
    return '/' + (name.find() ? name.group(1).replace("~", "~0").replace("/", "~1") : "");
  }

  private static String snake(String keyword) {
    return keyword.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
