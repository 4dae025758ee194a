package dev.guildhall.platform.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document, read once at start: the operations with everything that the router checks.
 */
public final class Contract {

  private static final String RESOURCE = "openapi/openapi.yaml";
  private static final long DEFAULT_MAX_BODY = 262_144;
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final String yaml;
  private final JsonObject document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  private Contract(String yaml, JsonObject document) {
    this.yaml = yaml;
    this.document = document;
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          var operation = operation(path, method, item);
          operations.put(operation.id(), operation);
        }
      }
    }
  }

  /** Reads {@value #RESOURCE} from the class path. */
  public static Contract load() {
    try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ObjectMapper mapper = new YAMLMapper();
      @SuppressWarnings("unchecked")
      Map<String, Object> tree = mapper.readValue(yaml, Map.class);
      return new Contract(yaml, new JsonObject(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String yaml() {
    return yaml;
  }

  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** The operation of that id; an unknown one is a mistake of ours. */
  public Operation operation(String id) {
    var operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException("the contract has no operation " + id);
    }
    return operation;
  }

  /** A schema of {@code components/schemas}, with every reference put in place. */
  public JsonObject schema(String name) {
    return inlined(
        document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name));
  }

  private Operation operation(String path, String method, JsonObject item) {
    JsonObject definition = item.getJsonObject(method);
    var parameters = new ArrayList<Parameter>();
    for (JsonArray list :
        List.of(
            item.getJsonArray("parameters", new JsonArray()),
            definition.getJsonArray("parameters", new JsonArray()))) {
      list.forEach(p -> parameters.add(Parameter.of(inlined((JsonObject) p))));
    }
    JsonObject body = definition.getJsonObject("requestBody");
    Set<String> mediaTypes =
        body == null ? Set.of() : new LinkedHashSet<>(body.getJsonObject("content").fieldNames());
    JsonObject json =
        body == null ? null : body.getJsonObject("content").getJsonObject("application/json");
    return new Operation(
        definition.getString("operationId"),
        HttpMethod.valueOf(method.toUpperCase(java.util.Locale.ROOT)),
        path,
        List.copyOf(parameters),
        strings(definition.getJsonArray("x-access")),
        definition.getString("x-scope"),
        definition.getString("x-limit", "general"),
        Priority.of(definition.getString("x-priority", method.equals("get") ? "last" : "normal")),
        definition.getBoolean("x-idempotent", false),
        definition.getBoolean("x-stream", false),
        definition.getBoolean("x-own-queue", false),
        definition.getLong("x-max-body", DEFAULT_MAX_BODY),
        definition.getBoolean("x-long-text", false),
        mediaTypes,
        body != null && body.getBoolean("required", false),
        json == null ? null : new SchemaCheck(inlined(json.getJsonObject("schema"))));
  }

  private static Set<String> strings(JsonArray array) {
    return array.stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
  }

  /** The contract's schemas are trees: a reference can be replaced by what it names. */
  private JsonObject inlined(JsonObject node) {
    String reference = node.getString("$ref");
    if (reference != null) {
      JsonObject target = document;
      for (String name : reference.substring(2).split("/")) {
        target = target.getJsonObject(name);
      }
      return inlined(target);
    }
    var copy = new JsonObject();
    node.forEach(entry -> copy.put(entry.getKey(), inlinedValue(entry.getValue())));
    return copy;
  }

  private @Nullable Object inlinedValue(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> inlined(object);
      case JsonArray array -> {
        var copy = new JsonArray();
        array.forEach(item -> copy.add(inlinedValue(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /**
   * One operation.
   *
   * @param path as the contract writes it, with {@code {name}} parameters
   * @param ownQueue it waits in a bounded queue of its own, for something that takes its time
   * @param maxBody bytes
   * @param longText whether a text in the body may be as long as the body
   * @param body checks the JSON body; null when the operation takes none
   */
  public record Operation(
      String id,
      HttpMethod method,
      String path,
      List<Parameter> parameters,
      Set<String> access,
      @Nullable String scope,
      String limit,
      Priority priority,
      boolean idempotent,
      boolean stream,
      boolean ownQueue,
      long maxBody,
      boolean longText,
      Set<String> mediaTypes,
      boolean bodyRequired,
      @Nullable SchemaCheck body) {

    public boolean isPublic() {
      return access.contains("public");
    }
  }

  /** A path, query or header parameter. */
  public record Parameter(
      String name,
      String in,
      boolean required,
      String type,
      SchemaCheck check,
      @Nullable Object byDefault) {

    static Parameter of(JsonObject definition) {
      JsonObject schema = definition.getJsonObject("schema");
      return new Parameter(
          definition.getString("name"),
          definition.getString("in"),
          definition.getBoolean("required", false),
          schema.getString("type"),
          new SchemaCheck(schema),
          schema.getValue("default"));
    }

    /** How a problem names this parameter. */
    String pointer() {
      return "query".equals(in) ? "?" + name : in + ":" + name;
    }
  }
}
