package dev.guildhall.project;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.http.SchemaCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The compiled schemas of a template. Compiling one costs more than a thousand checks, and a
 * project is read anew for each request, so they are kept by the template's value.
 */
final class TemplateChecks {

  private static final Cache<Template, TemplateChecks> CACHE =
      Caffeine.newBuilder().maximumSize(2_000).build();

  private final JsonObject inputSchema;
  private final JsonObject outputSchema;
  private final JsonObject goldSchema;
  private final SchemaCheck input;
  private final SchemaCheck output;
  private final SchemaCheck gold;

  private TemplateChecks(Template template) {
    this.inputSchema = template.inputSchema();
    this.outputSchema = template.outputSchema();
    this.goldSchema = template.goldSchema();
    this.input = new SchemaCheck(inputSchema);
    this.output = new SchemaCheck(outputSchema);
    this.gold = new SchemaCheck(goldSchema);
  }

  static TemplateChecks of(Template template) {
    return CACHE.get(template, TemplateChecks::new);
  }

  List<FieldError> input(JsonObject value) {
    return told(input.errors(value, "/input"), inputSchema);
  }

  List<FieldError> output(JsonObject value) {
    return told(output.errors(value, "/output"), outputSchema);
  }

  List<FieldError> gold(JsonObject value) {
    return told(gold.errors(value, "/gold"), goldSchema);
  }

  private static List<FieldError> told(List<FieldError> errors, JsonObject schema) {
    return errors.isEmpty() ? errors : errors.stream().map(error -> told(error, schema)).toList();
  }

  /** The validator says what is wrong; a person also wants to know how to mend it. */
  private static FieldError told(FieldError error, JsonObject schema) {
    var rule = ruleAt(error.pointer(), schema);
    String detail =
        switch (error.code()) {
          case "min_length" -> "This may not be empty; write something here.";
          case "max_length" ->
              "This is too long; shorten it to "
                  + rule.getInteger("maxLength", Schemas.MAX_TEXT)
                  + " characters.";
          case "enum" -> "Use one of: " + choices(rule) + ".";
          case "minimum", "maximum" ->
              "Use a whole number from "
                  + rule.getValue("minimum")
                  + " to "
                  + rule.getValue("maximum")
                  + ".";
          case "type" -> "This has to be " + typeName(rule) + ".";
          case "min_items" -> "The list is empty; add at least one entry.";
          case "max_items" -> "The list is too long; shorten it.";
          case "min_properties" -> "Name at least one member here.";
          case "false", "not" -> "This is not taken here; remove it.";
          default -> error.detail();
        };
    return new FieldError(error.pointer(), error.code(), detail);
  }

  /** The part of the schema that speaks of a member; empty where the pointer leads into a list. */
  private static JsonObject ruleAt(String pointer, JsonObject schema) {
    var rule = schema;
    String[] steps = pointer.split("/", -1);
    for (int i = 2; i < steps.length; i++) {
      rule =
          rule.getJsonObject("properties", new JsonObject())
              .getJsonObject(steps[i], new JsonObject());
    }
    return rule;
  }

  private static String choices(JsonObject rule) {
    return rule.getJsonArray("enum", new JsonArray(List.of("system", "user", "assistant"))).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String typeName(JsonObject rule) {
    var names =
        Map.of(
            "string",
            "a text",
            "integer",
            "a whole number",
            "object",
            "an object",
            "array",
            "a list");
    return names.getOrDefault(rule.getString("type", ""), "a text or a list of messages");
  }
}
