package dev.guildhall.platform.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that has passed every check of its operation. */
public final class Request {

  private final Contract.Operation operation;
  private final HttpServerRequest http;
  private final String caller;
  private final String id;
  private final Locale locale;
  private final @Nullable Principal principal;
  private final Map<String, Object> parameters;
  private final @Nullable Buffer rawBody;
  private final @Nullable JsonObject body;

  Request(
      Contract.Operation operation,
      HttpServerRequest http,
      String caller,
      String id,
      Locale locale,
      @Nullable Principal principal,
      Map<String, Object> parameters,
      @Nullable Buffer rawBody,
      @Nullable JsonObject body) {
    this.operation = operation;
    this.http = http;
    this.caller = caller;
    this.id = id;
    this.locale = locale;
    this.principal = principal;
    this.parameters = parameters;
    this.rawBody = rawBody;
    this.body = body;
  }

  public Contract.Operation operation() {
    return operation;
  }

  /** The id that answers, problems and logs quote. */
  public String id() {
    return id;
  }

  /** The best of Accept-Language that the server has texts in. */
  public Locale locale() {
    return locale;
  }

  /** Who is asking; only for operations that are not public. */
  public Principal principal() {
    return Objects.requireNonNull(principal, "a public operation has no principal");
  }

  /** A path parameter. */
  public String path(String name) {
    return (String) Objects.requireNonNull(parameters.get("path:" + name), name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(parameters.get("?" + name)).map(Object::toString);
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(parameters.get("?" + name));
  }

  /** A header that the contract declares. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(parameters.get("header:" + name)).map(Object::toString);
  }

  /**
   * The versions that a change is meant for; only for operations that demand {@code If-Match}.
   *
   * @throws Refusal.Invalid when the header is neither a star nor a list of entity tags
   */
  public EntityTags ifMatch() {
    return EntityTags.parse(header("If-Match").orElseThrow())
        .orElseThrow(
            () ->
                Refusal.Invalid.field(
                    "header:If-Match",
                    "pattern",
                    "Send the ETag as it came, in its double quotes; several are separated by commas."));
  }

  /** The page size of a list operation. */
  public int limit() {
    return ((Number) Objects.requireNonNull(parameters.get("?limit"), "limit")).intValue();
  }

  /** Where a list goes on; empty on the first page. */
  public Optional<Cursor> cursor() {
    return query("cursor").map(text -> Cursor.parse(operation.id(), text));
  }

  /** The cursor text that continues this list after {@code position}. */
  public String cursorAfter(Object... position) {
    return Cursor.print(operation.id(), position);
  }

  public boolean hasBody() {
    return body != null;
  }

  public JsonObject body() {
    return Objects.requireNonNull(body, "the operation takes no body, or it was left out");
  }

  /** The body as a record whose components are the schema's fields. */
  public <T> T body(Class<T> type) {
    try {
      return StrictJson.convert(body(), type);
    } catch (IllegalArgumentException e) {
      throw Refusal.Invalid.field(pointer(e), "invalid", rootMessage(e));
    }
  }

  /** Where in the body a value has no meaning, although it has the right form. */
  private static String pointer(Throwable failure) {
    return failure.getCause() instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(at -> "/" + (at.getFieldName() == null ? at.getIndex() : at.getFieldName()))
            .collect(Collectors.joining())
        : "";
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  /** The bytes of the body, for hashing. */
  Buffer rawBody() {
    return rawBody == null ? Buffer.buffer() : rawBody;
  }

  /** The request itself, paused, for an operation that reads its body as a stream. */
  public HttpServerRequest stream() {
    return http;
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(http.getCookie(name)).map(Cookie::getValue);
  }

  public @Nullable String rawHeader(String name) {
    return http.getHeader(name);
  }

  /** The caller's network address, as far as it can be believed. */
  public String caller() {
    return caller;
  }
}
