package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Contract.Operation;
import dev.guildhall.platform.http.Contract.Parameter;
import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request into what its operation takes, or says everything that is wrong with it at once.
 */
final class RequestReader {

  private final Vertx vertx;
  private final HttpConfig config;

  RequestReader(Vertx vertx, HttpConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  Future<Request> read(Exchange exchange, Operation operation, Optional<Principal> principal) {
    var errors = new ArrayList<FieldError>();
    Map<String, Object> parameters = parameters(exchange, operation, errors);
    if (operation.stream()) {
      requireMediaType(exchange, operation);
      throwIfAny(errors);
      return Future.succeededFuture(
          request(exchange, operation, principal, parameters, null, null));
    }
    return body(exchange.http(), operation.maxBody())
        .map(
            raw -> {
              JsonObject body = json(exchange, operation, raw, errors);
              throwIfAny(errors);
              return request(exchange, operation, principal, parameters, raw, body);
            });
  }

  private static Request request(
      Exchange exchange,
      Operation operation,
      Optional<Principal> principal,
      Map<String, Object> parameters,
      @Nullable Buffer raw,
      @Nullable JsonObject body) {
    return new Request(
        operation,
        exchange.http(),
        exchange.caller(),
        exchange.requestId(),
        exchange.locale(),
        principal.orElse(null),
        parameters,
        raw,
        body);
  }

  private static void throwIfAny(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  private @Nullable JsonObject json(
      Exchange exchange, Operation operation, Buffer raw, List<FieldError> errors) {
    var schema = operation.body();
    if (schema == null) {
      if (raw.length() > 0) {
        errors.add(new FieldError("", "unknown_property", "This operation takes no body."));
      }
      return null;
    }
    if (raw.length() == 0) {
      if (operation.bodyRequired()) {
        errors.add(new FieldError("", "required", "A JSON body is needed."));
      }
      return null;
    }
    requireMediaType(exchange, operation);
    Object tree = parsed(raw, operation.longText());
    Object instance = tree instanceof Map<?, ?> map ? new JsonObject(stringKeys(map)) : tree;
    if (!(instance instanceof JsonObject object)) {
      errors.add(new FieldError("", "type", "The body has to be an object."));
      return null;
    }
    errors.addAll(schema.errors(object, ""));
    return object;
  }

  private static @Nullable Object parsed(Buffer raw, boolean longText) {
    try {
      return longText ? StrictJson.parseLong(raw) : StrictJson.parse(raw);
    } catch (MalformedJson e) {
      throw new Refusal.Invalid(
          ErrorCode.MALFORMED_JSON,
          Map.of("reason", String.valueOf(e.getMessage()), "line", e.line(), "column", e.column()));
    }
  }

  private static void requireMediaType(Exchange exchange, Operation operation) {
    String header = Optional.ofNullable(exchange.http().getHeader("Content-Type")).orElse("");
    String[] parts = header.toLowerCase(Locale.ROOT).split(";");
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().replace("\"", "");
      utf8 &= !part.startsWith("charset=") || part.equals("charset=utf-8");
    }
    if (!utf8 || !operation.mediaTypes().contains(parts[0].strip())) {
      throw new Refusal.Invalid(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          Map.of("types", String.join(", ", operation.mediaTypes())));
    }
    if (exchange.http().getHeader("Content-Encoding") != null) {
      throw new Refusal.Invalid(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, Map.of("types", "a body without Content-Encoding"));
    }
  }

  private static Map<String, Object> parameters(
      Exchange exchange, Operation operation, List<FieldError> errors) {
    var values = new HashMap<String, Object>();
    MultiMap query = query(exchange);
    for (Parameter parameter : operation.parameters()) {
      String text = text(exchange, query, parameter, errors);
      if (text != null) {
        Object value = coerced(text, parameter.type());
        errors.addAll(parameter.check().errors(value, parameter.pointer()));
        values.put(parameter.pointer(), value);
      } else if (parameter.byDefault() != null) {
        values.put(parameter.pointer(), parameter.byDefault());
      } else if (parameter.required()) {
        if ("If-Match".equals(parameter.name())) {
          throw new Refusal.Conflict(ErrorCode.PRECONDITION_REQUIRED);
        }
        errors.add(new FieldError(parameter.pointer(), "required", "This parameter is needed."));
      }
    }
    var known =
        operation.parameters().stream()
            .filter(parameter -> "query".equals(parameter.in()))
            .map(Parameter::name)
            .collect(Collectors.toSet());
    for (String name : query.names()) {
      if (!known.contains(name)) {
        errors.add(
            new FieldError(
                "?" + name,
                "unknown_parameter",
                "This parameter is not known here; remove it or check its spelling."));
      }
    }
    return values;
  }

  /**
   * What stands behind the question mark; the parameters of the request would hold those of the
   * path too.
   */
  private static MultiMap query(Exchange exchange) {
    try {
      return exchange.queryParameters();
    } catch (IllegalArgumentException | HttpException e) {
      throw new Refusal.Invalid(ErrorCode.MALFORMED_REQUEST, Map.of());
    }
  }

  private static @Nullable String text(
      Exchange exchange, MultiMap query, Parameter parameter, List<FieldError> errors) {
    List<String> all =
        switch (parameter.in()) {
          case "path" ->
              Optional.ofNullable(exchange.pathParameters().get(parameter.name())).stream()
                  .toList();
          case "query" -> query.getAll(parameter.name());
          default -> exchange.http().headers().getAll(parameter.name());
        };
    if (all.size() > 1 && "If-Match".equals(parameter.name())) {
      // A list, which may come in several lines.
      return String.join(", ", all);
    }
    if (all.size() > 1) {
      errors.add(
          new FieldError(parameter.pointer(), "repeated", "This parameter may stand once only."));
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  /** The value as its type, or the text itself, which the schema then refuses. */
  private static Object coerced(String text, String type) {
    return switch (type) {
      case "integer" -> text.matches("-?(0|[1-9][0-9]{0,17})") ? (Object) Long.valueOf(text) : text;
      case "boolean" ->
          text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
      default -> text;
    };
  }

  private Future<Buffer> body(HttpServerRequest http, long maxBytes) {
    var whole = Promise.<Buffer>promise();
    var collected = Buffer.buffer();
    http.handler(
        chunk -> {
          if (collected.length() + chunk.length() > maxBytes) {
            whole.tryFail(new Refusal.Invalid(ErrorCode.BODY_TOO_LARGE, Map.of("limit", maxBytes)));
          } else {
            collected.appendBuffer(chunk);
          }
        });
    http.endHandler(_ -> whole.tryComplete(collected));
    http.exceptionHandler(
        _ -> whole.tryFail(new Refusal.Invalid(ErrorCode.MALFORMED_REQUEST, Map.of())));
    http.resume();
    if (whole.future().isComplete()) {
      // A small body comes with its head.
      return whole.future();
    }
    // An idle timeout does not stop a body that drips; a deadline does.
    long deadline =
        vertx.setTimer(
            config.bodyDeadlineMs(),
            _ -> whole.tryFail(new Refusal.Invalid(ErrorCode.REQUEST_TIMEOUT, Map.of())));
    return whole.future().onComplete(_ -> vertx.cancelTimer(deadline));
  }

  @SuppressWarnings("unchecked") // the strict parser makes every key a String
  private static Map<String, Object> stringKeys(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
