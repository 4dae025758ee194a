package dev.guildhall.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;

/**
 * Lets {@code JsonObject} and {@code JsonArray} stand in records for JSON that only a schema
 * describes.
 */
final class VertxJsonModule extends SimpleModule {

  VertxJsonModule() {
    addSerializer(
        JsonObject.class,
        new JsonSerializer<>() {
          @Override
          public void serialize(JsonObject value, JsonGenerator to, SerializerProvider provider)
              throws IOException {
            provider.defaultSerializeValue(value.getMap(), to);
          }
        });
    addSerializer(
        JsonArray.class,
        new JsonSerializer<>() {
          @Override
          public void serialize(JsonArray value, JsonGenerator to, SerializerProvider provider)
              throws IOException {
            provider.defaultSerializeValue(value.getList(), to);
          }
        });
    addDeserializer(
        JsonObject.class,
        new StdDelegatingDeserializer<>(
            new StdConverter<Map<String, Object>, JsonObject>() {
              @Override
              public JsonObject convert(Map<String, Object> members) {
                return new JsonObject(members);
              }
            }));
  }
}
