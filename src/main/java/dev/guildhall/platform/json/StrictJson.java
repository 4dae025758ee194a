package dev.guildhall.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON without losing anything. The usual readers wrap large numbers, keep the
 * last of two equal keys, guess encodings and pass lone surrogates on; this one refuses all of
 * these, and documents beyond its limits: depth {@value #MAX_DEPTH}, {@value #MAX_MEMBERS} members
 * in one object, strings of {@value #MAX_STRING} characters.
 *
 * <p>A tree is made of {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double},
 * {@code Boolean} and null.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_MEMBERS = 2_000;
  private static final int MAX_STRING = 262_144;
  private static final int MAX_NAME = 256;
  private static final int MAX_NUMBER = 40;

  private static final JsonFactory FACTORY = factory(MAX_STRING);
  private static final JsonFactory OF_LONG_TEXTS = factory(Integer.MAX_VALUE);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new VertxJsonModule())
          .build();

  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(new VertxJsonModule())
          .build();

  private StrictJson() {}

  private static JsonFactory factory(int maxString) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxString)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .build())
        .build();
  }

  /**
   * The object mapper behind {@link #write} and {@link #convert}: snake_case, nothing absent
   * written.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads exactly one JSON document.
   *
   * @throws MalformedJson saying what is wrong and where
   */
  public static @Nullable Object parse(Buffer utf8) throws MalformedJson {
    return parse(decode(utf8.getBytes()));
  }

  /** Like {@link #parse(Buffer)}, for text that is already decoded. */
  public static @Nullable Object parse(String text) throws MalformedJson {
    return parse(FACTORY, text);
  }

  /**
   * Like {@link #parse(Buffer)}, but a text may be as long as the document, which has its own
   * bound.
   */
  public static @Nullable Object parseLong(Buffer utf8) throws MalformedJson {
    return parse(OF_LONG_TEXTS, decode(utf8.getBytes()));
  }

  private static @Nullable Object parse(JsonFactory factory, String text) throws MalformedJson {
    try (JsonParser parser = factory.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson("the document is empty", 1, 1);
      }
      Object tree = read(parser, first);
      if (parser.nextToken() != null) {
        throw malformed(parser, "there is more after the end of the document");
      }
      return tree;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new MalformedJson(
          reason(e), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new AssertionError("reading from memory does no I/O", e);
    }
  }

  /**
   * Reads an object.
   *
   * @throws MalformedJson when the document is malformed, or something else than an object
   */
  public static JsonObject parseObject(String text) throws MalformedJson {
    if (parse(text) instanceof Map<?, ?> map) {
      return new JsonObject(stringKeys(map));
    }
    throw new MalformedJson("an object was expected", 1, 1);
  }

  /** Makes a record of a tree that a schema has already accepted. */
  public static <T> T convert(Object tree, Class<T> type) {
    return MAPPER.convertValue(tree instanceof JsonObject object ? object.getMap() : tree, type);
  }

  /** A tree of a record, as it would be written. */
  @SuppressWarnings("unchecked")
  public static JsonObject toObject(Object value) {
    return new JsonObject(MAPPER.convertValue(value, Map.class));
  }

  public static Buffer write(@Nullable Object value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  /**
   * The one form of a tree that hashes are taken of: keys in code unit order, no white space. The
   * idea of RFC 8785; numbers are written as Java prints them, which differs from it for extreme
   * doubles.
   */
  public static String canonical(@Nullable Object tree) {
    try {
      return CANONICAL.writeValueAsString(
          tree instanceof JsonObject object ? object.getMap() : tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + tree, e);
    }
  }

  /** Strict UTF-8 without a byte order mark. */
  public static String decode(byte[] utf8) throws MalformedJson {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      if (text.startsWith("\uFEFF")) {
        throw new MalformedJson("remove the byte order mark before the document", 1, 1);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedJson("the text is not UTF-8", 1, 1);
    }
  }

  private static @Nullable Object read(JsonParser parser, JsonToken token)
      throws IOException, MalformedJson {
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> checkedText(parser, parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw malformed(parser, "a value was expected");
    };
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser)
      throws IOException, MalformedJson {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      if (members.size() == MAX_MEMBERS) {
        throw malformed(parser, "an object has more than " + MAX_MEMBERS + " members");
      }
      String name = checkedText(parser, parser.currentName());
      members.put(name, read(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<@Nullable Object> readArray(JsonParser parser)
      throws IOException, MalformedJson {
    var items = new ArrayList<@Nullable Object>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return items;
  }

  private static Long integer(JsonParser parser) throws IOException, MalformedJson {
    BigInteger value = parser.getBigIntegerValue();
    if (value.bitLength() > 63) {
      throw malformed(parser, "a whole number needs more than 64 bits");
    }
    return value.longValue();
  }

  private static Double decimal(JsonParser parser) throws IOException, MalformedJson {
    String text = parser.getText();
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw malformed(parser, "a number is too large");
    }
    // Not one digit is dropped in silence: what a double cannot hold has to come as a string.
    if (new BigDecimal(text).compareTo(new BigDecimal(Double.toString(value))) != 0) {
      throw malformed(parser, "a number has more digits than can be kept; send it as a string");
    }
    return value;
  }

  private static String checkedText(JsonParser parser, String text) throws MalformedJson {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        throw malformed(parser, "a text holds a control character");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw malformed(parser, "a text holds half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static MalformedJson malformed(JsonParser parser, String what) {
    var at = parser.currentLocation();
    return new MalformedJson(what, at.getLineNr(), at.getColumnNr());
  }

  /** What is wrong, in our words: those of the parser name its classes. */
  private static String reason(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deeply, or a text, name or number is too long";
    }
    return e.getOriginalMessage().startsWith("Duplicate field")
        ? "an object names a member twice"
        : "the text is not well-formed here";
  }

  @SuppressWarnings("unchecked") // read() makes every key a String
  private static Map<String, Object> stringKeys(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
