package dev.guildhall.platform.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says yes to most values that fit a schema, at a fraction of the cost of a general validator:
 * every request asks, and an upload a million times. A no only means that the validator has to be
 * asked.
 */
final class QuickCheck {

  private static final Set<String> WORDS_FOR_PEOPLE =
      Set.of("$schema", "title", "description", "default", "example", "examples", "deprecated");

  private final Rule rule;

  /** One thing that a schema asks for. */
  @FunctionalInterface
  private interface Rule {
    Rule NOT_KNOWN = _ -> false;

    boolean fits(@Nullable Object value);
  }

  QuickCheck(JsonObject schema) {
    this.rule = rule(schema);
  }

  /** Whether the value fits for certain. */
  boolean accepts(@Nullable Object value) {
    return rule.fits(value);
  }

  private static Rule rule(JsonObject schema) {
    var rules = new ArrayList<Rule>();
    for (String keyword : schema.fieldNames()) {
      if (!WORDS_FOR_PEOPLE.contains(keyword)) {
        rules.add(rule(keyword, schema));
      }
    }
    return rules.contains(Rule.NOT_KNOWN) ? Rule.NOT_KNOWN : all(rules);
  }

  private static Rule all(List<Rule> rules) {
    Rule[] each = rules.toArray(Rule[]::new);
    return value -> {
      for (Rule one : each) {
        if (!one.fits(value)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Rule rule(String keyword, JsonObject schema) {
    return switch (keyword) {
      case "type" -> type(schema.getValue("type"));
      case "properties" -> members(schema);
      // Members that are named nowhere are looked at together with those that are.
      case "additionalProperties" -> schema.containsKey("properties") ? _ -> true : members(schema);
      case "required" -> required(schema.getJsonArray("required"));
      case "minLength" -> shortest(schema.getInteger("minLength"));
      case "maxLength" -> longest(schema.getInteger("maxLength"));
      case "pattern" -> pattern(Pattern.compile(schema.getString("pattern")));
      case "enum" -> oneOf(schema.getJsonArray("enum"));
      case "minimum" -> least(schema.getValue("minimum"));
      case "maximum" -> most(schema.getValue("maximum"));
      case "items" -> items(schema.getValue("items"));
      case "minItems" -> fewest(schema.getInteger("minItems"));
      case "maxItems" -> mostItems(schema.getInteger("maxItems"));
      case "anyOf" -> anyOf(schema.getJsonArray("anyOf"));
      default -> Rule.NOT_KNOWN;
    };
  }

  private static Rule type(Object type) {
    if (type instanceof JsonArray types) {
      var each = types.stream().map(QuickCheck::type).toList();
      return value -> each.stream().anyMatch(one -> one.fits(value));
    }
    return switch (type.toString()) {
      case "string" -> String.class::isInstance;
      case "boolean" -> Boolean.class::isInstance;
      case "integer" -> QuickCheck::isWhole;
      case "object" -> value -> object(value) != null;
      case "array" -> value -> array(value) != null;
      case "null" -> value -> value == null;
      default -> Rule.NOT_KNOWN;
    };
  }

  private static Rule members(JsonObject schema) {
    var named = new HashMap<String, Rule>();
    schema
        .getJsonObject("properties", new JsonObject())
        .forEach(entry -> named.put(entry.getKey(), schemaOf(entry.getValue())));
    Rule others = schemaOf(schema.getValue("additionalProperties", true));
    return value -> {
      var members = object(value);
      if (members != null) {
        for (var member : members.entrySet()) {
          if (!named.getOrDefault(member.getKey(), others).fits(member.getValue())) {
            return false;
          }
        }
      }
      return true;
    };
  }

  private static Rule schemaOf(Object schema) {
    return switch (schema) {
      case JsonObject object -> rule(object);
      case Boolean all -> _ -> all;
      default -> Rule.NOT_KNOWN;
    };
  }

  private static Rule required(JsonArray names) {
    var needed = names.stream().map(Object::toString).toList();
    return value -> {
      var members = object(value);
      return members == null || members.keySet().containsAll(needed);
    };
  }

  // A schema counts code points, of which there are no more than code units.
  private static Rule shortest(int length) {
    return value ->
        !(value instanceof String text)
            || text.length() >= 2 * length
            || text.codePointCount(0, text.length()) >= length;
  }

  private static Rule longest(int length) {
    return value -> !(value instanceof String text) || text.length() <= length;
  }

  private static Rule pattern(Pattern pattern) {
    return value -> !(value instanceof String text) || pattern.matcher(text).find();
  }

  private static Rule oneOf(JsonArray values) {
    var texts = values.stream().filter(String.class::isInstance).collect(Collectors.toSet());
    return value -> value instanceof String && texts.contains(value);
  }

  private static Rule least(Object bound) {
    return bound instanceof Integer least
        ? value ->
            !(value instanceof Number number) || (isWhole(number) && number.longValue() >= least)
        : Rule.NOT_KNOWN;
  }

  private static Rule most(Object bound) {
    return bound instanceof Integer most
        ? value ->
            !(value instanceof Number number) || (isWhole(number) && number.longValue() <= most)
        : Rule.NOT_KNOWN;
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static Rule items(Object schema) {
    Rule each = schemaOf(schema);
    return value -> {
      var items = array(value);
      if (items != null) {
        for (Object item : items) {
          if (!each.fits(item)) {
            return false;
          }
        }
      }
      return true;
    };
  }

  private static Rule fewest(int count) {
    return value -> {
      var items = array(value);
      return items == null || items.size() >= count;
    };
  }

  private static Rule mostItems(int count) {
    return value -> {
      var items = array(value);
      return items == null || items.size() <= count;
    };
  }

  private static Rule anyOf(JsonArray schemas) {
    var each = schemas.stream().map(QuickCheck::schemaOf).toList();
    return value -> each.stream().anyMatch(one -> one.fits(value));
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> object.getMap();
      case Map<?, ?> map -> (Map<String, @Nullable Object>) map;
      case null, default -> null;
    };
  }

  private static @Nullable List<?> array(@Nullable Object value) {
    return switch (value) {
      case JsonArray array -> array.getList();
      case List<?> list -> list;
      case null, default -> null;
    };
  }
}
