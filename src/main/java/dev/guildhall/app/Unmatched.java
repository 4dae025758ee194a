package dev.guildhall.app;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Problems;
import dev.guildhall.platform.http.WebFiles;
import dev.guildhall.platform.json.StrictJson;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers what no route takes, what breaks before a route could answer, and what is no request at
 * all: as a page to a browser that looks for one, else as a problem.
 */
final class Unmatched {

  private final SecurityHeaders headers;
  private final WebFiles pages;

  Unmatched(SecurityHeaders headers, WebFiles pages) {
    this.headers = headers;
    this.pages = pages;
  }

  void mount(Router router) {
    router.errorHandler(
        400, it -> answer(it, new Refusal.Invalid(ErrorCode.MALFORMED_REQUEST, Map.of())));
    router.errorHandler(404, this::missing);
    router.errorHandler(
        405, it -> answer(it, new Refusal.Invalid(ErrorCode.METHOD_NOT_ALLOWED, Map.of())));
    router.errorHandler(500, it -> answer(it, it.failure()));
  }

  private void missing(RoutingContext context) {
    if (WebFiles.looksForPage(context.request())) {
      pages.missing(context);
    } else {
      answer(context, new Refusal.NotFound("resource"));
    }
  }

  private static void answer(RoutingContext context, @Nullable Throwable failure) {
    var response = context.response();
    if (!response.ended() && !response.headWritten()) {
      write(response, failure == null ? new IllegalStateException("no cause was given") : failure);
    }
  }

  /**
   * Bytes that are no request. Where the next one would begin nobody knows, so the connection ends.
   */
  void unreadable(HttpServerRequest request) {
    var code =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException _ -> ErrorCode.ADDRESS_TOO_LONG;
          case TooLongHttpHeaderException _ -> ErrorCode.HEADERS_TOO_LARGE;
          case null, default -> ErrorCode.MALFORMED_REQUEST;
        };
    var response = request.response();
    headers.add(response);
    response.putHeader("Connection", "close");
    write(response, new Refusal.Invalid(code, Map.of()))
        .onComplete(_ -> request.connection().close());
  }

  private static Future<Void> write(HttpServerResponse response, Throwable failure) {
    String requestId = "req_" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    var problem = Problems.of(failure, requestId, Locale.ENGLISH);
    return response
        .setStatusCode(problem.status())
        .putHeader("X-Request-Id", requestId)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(StrictJson.write(problem));
  }
}
