package dev.guildhall.platform.http;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param etag strong validator without quotes; null: none
 * @param writer sends a body that is not held in memory; null: {@code body} is the body
 */
public record Response(
    int status,
    Buffer body,
    String contentType,
    @Nullable String etag,
    List<Map.Entry<String, String>> headers,
    @Nullable Function<HttpServerResponse, Future<Void>> writer) {

  private static final String JSON = "application/json";

  public static Response ok(Object value) {
    return json(200, value);
  }

  public static Response created(Object value) {
    return json(201, value);
  }

  public static Response json(int status, Object value) {
    return new Response(status, StrictJson.write(value), JSON, null, List.of(), null);
  }

  public static Response noContent() {
    return new Response(204, Buffer.buffer(), JSON, null, List.of(), null);
  }

  public static Response accepted() {
    return new Response(202, Buffer.buffer(), JSON, null, List.of(), null);
  }

  public static Response text(String contentType, String text) {
    return new Response(200, Buffer.buffer(text), contentType, null, List.of(), null);
  }

  /** A body that {@code writer} sends by itself, ending the response. */
  public static Response streamed(
      String contentType, Function<HttpServerResponse, Future<Void>> writer) {
    return new Response(200, Buffer.buffer(), contentType, null, List.of(), writer);
  }

  /** Tagged by a version that changes with every change of what is stored. */
  public Response tagged(long version) {
    return tagged("v" + version);
  }

  public Response tagged(String etag) {
    return new Response(status, body, contentType, etag, headers, writer);
  }

  /** Tagged by the content itself. */
  public Response taggedByContent() {
    return tagged(hash(body));
  }

  /**
   * Tagged by the part of the content that matters, where the rest (a clock) changes all the time.
   */
  public Response taggedBy(Object content) {
    return tagged(hash(StrictJson.write(content)));
  }

  public Response with(String header, String value) {
    var more = new ArrayList<>(headers);
    more.add(Map.entry(header, value));
    return new Response(status, body, contentType, etag, List.copyOf(more), writer);
  }

  private static String hash(Buffer content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      return new String(
          Base64.getUrlEncoder().withoutPadding().encode(digest), 0, 22, StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
