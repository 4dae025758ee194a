package dev.guildhall.platform.http;

import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What breaks a rule of a schema, said to a person: what is wrong, and how to mend it. */
final class SchemaWords {

  static final String OF_ANOTHER_FORM = "This value is not of the form that the contract asks for.";
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "object", "an object",
          "array", "a list");

  private SchemaWords() {}

  /**
   * The words for a rule that was broken.
   *
   * @param rule what the schema has under the keyword
   */
  static String of(String keyword, @Nullable Object rule) {
    return switch (keyword) {
      case "type" -> "Send " + types(rule) + " here.";
      case "enum" -> "Use one of: " + listed(rule, ", ", UnaryOperator.identity()) + ".";
      case "const" -> "Use this value: " + rule + ".";
      case "minLength" ->
          isOne(rule)
              ? "This may not be empty; write something here."
              : "This is too short; write at least " + count(rule, "character", "characters") + ".";
      case "maxLength" ->
          "This is too long; shorten it to " + count(rule, "character", "characters") + ".";
      case "pattern" -> "This is not of the form " + rule + "; write it so.";
      case "format" -> "This is no " + rule + "; write it in that format.";
      case "minimum" -> "This is too small; use " + rule + " or more.";
      case "maximum" -> "This is too large; use " + rule + " or less.";
      case "exclusiveMinimum" -> "This is too small; use more than " + rule + ".";
      case "exclusiveMaximum" -> "This is too large; use less than " + rule + ".";
      case "multipleOf" -> "Use a multiple of " + rule + ".";
      case "minItems" ->
          "The list is too short; give at least " + count(rule, "entry", "entries") + ".";
      case "maxItems" ->
          "The list is too long; give at most " + count(rule, "entry", "entries") + ".";
      case "uniqueItems" -> "The list says something twice; leave the second out.";
      case "minProperties" -> "Give at least " + count(rule, "field", "fields") + " here.";
      case "maxProperties" -> "Give at most " + count(rule, "field", "fields") + " here.";
      default -> OF_ANOTHER_FORM;
    };
  }

  private static String types(@Nullable Object rule) {
    return listed(rule, " or ", name -> TYPES.getOrDefault(name, name));
  }

  private static String listed(@Nullable Object rule, String between, UnaryOperator<String> word) {
    var all = rule instanceof JsonArray array ? array : JsonArray.of(rule);
    return all.stream().map(String::valueOf).map(word).collect(Collectors.joining(between));
  }

  private static boolean isOne(@Nullable Object rule) {
    return rule instanceof Number number && number.intValue() == 1;
  }

  private static String count(@Nullable Object rule, String one, String more) {
    return rule + " " + (isOne(rule) ? one : more);
  }
}
