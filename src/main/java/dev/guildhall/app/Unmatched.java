package dev.guildhall.app;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Problems;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Answers, as problems, what no route takes or what breaks before a route could answer. */
final class Unmatched {

  private Unmatched() {}

  static void mount(Router router) {
    router.errorHandler(
        400, it -> answer(it, new Refusal.Invalid(ErrorCode.MALFORMED_REQUEST, Map.of())));
    router.errorHandler(404, it -> answer(it, new Refusal.NotFound("resource")));
    router.errorHandler(
        405, it -> answer(it, new Refusal.Invalid(ErrorCode.METHOD_NOT_ALLOWED, Map.of())));
    router.errorHandler(500, it -> answer(it, it.failure()));
  }

  private static void answer(RoutingContext context, @Nullable Throwable failure) {
    var response = context.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    String requestId = "req_" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    var problem =
        Problems.of(
            failure == null ? new IllegalStateException("no cause was given") : failure,
            requestId,
            Locale.ENGLISH);
    response
        .setStatusCode(problem.status())
        .putHeader("X-Request-Id", requestId)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(StrictJson.write(problem));
  }
}
