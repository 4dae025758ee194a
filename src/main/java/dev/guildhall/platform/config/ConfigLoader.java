package dev.guildhall.platform.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a record tree of three layers, the later over the earlier: the defaults inside the jar, a
 * YAML file, the environment. The environment variable of {@code http.port} is {@code
 * GUILDHALL_HTTP_PORT}.
 */
public final class ConfigLoader {

  private static final String DEFAULTS = "application-defaults.yaml";
  private static final String PREFIX = "GUILDHALL_";

  private static final ObjectMapper YAML =
      YAMLMapper.builder(new YAMLFactory())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ConfigLoader() {}

  /**
   * Loads {@code type}.
   *
   * @param file may be absent: then the defaults hold
   * @throws InvalidConfig in words for the operator, for an unknown key, a missing or a wrong value
   */
  public static <T> T load(Class<T> type, Path file, Map<String, String> environment) {
    try {
      ObjectNode tree = defaults();
      if (Files.exists(file)) {
        merge(tree, YAML.readTree(Files.readString(file)), file.toString());
      }
      override(tree, PREFIX, environment);
      return YAML.treeToValue(tree, type);
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidConfig(
          "The configuration has a key that is not known: "
              + path(e)
              + ". Remove it, or check its spelling against config/application.yaml.");
    } catch (JsonMappingException e) {
      throw new InvalidConfig(
          "The configuration value at "
              + path(e)
              + " is missing or wrong: "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidConfig("The configuration " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static ObjectNode defaults() throws IOException {
    try (InputStream in = ConfigLoader.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IOException(DEFAULTS + " is missing from the class path");
      }
      return (ObjectNode) YAML.readTree(in);
    }
  }

  private static void merge(ObjectNode base, JsonNode over, String where) {
    if (over.isNull() || over.isMissingNode()) {
      return;
    }
    if (!over.isObject()) {
      throw new InvalidConfig(where + " has to hold keys and values.");
    }
    over.properties()
        .forEach(
            entry -> {
              if (base.get(entry.getKey()) instanceof ObjectNode child) {
                merge(child, entry.getValue(), where + " at " + entry.getKey());
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void override(ObjectNode node, String prefix, Map<String, String> environment) {
    for (var entry : Map.copyOf(asMap(node)).entrySet()) {
      String name = prefix + entry.getKey().toUpperCase(Locale.ROOT);
      if (entry.getValue() instanceof ObjectNode child) {
        override(child, name + '_', environment);
      } else if (environment.containsKey(name)) {
        node.put(entry.getKey(), environment.get(name));
      }
    }
  }

  private static Map<String, JsonNode> asMap(ObjectNode node) {
    return node.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(reference -> String.valueOf(reference.getFieldName()))
        .collect(Collectors.joining("."));
  }

  /** A configuration that the server does not start with; the message is for the operator. */
  public static final class InvalidConfig extends RuntimeException {
    public InvalidConfig(String message) {
      super(message, null, false, false);
    }
  }
}
