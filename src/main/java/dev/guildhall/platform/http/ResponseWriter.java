package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.metrics.Meters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and problems, with one line in the log for each. */
final class ResponseWriter {

  private static final Logger log = LoggerFactory.getLogger("dev.guildhall.access");
  private static final String RETRY_SECONDS = "2";

  private final Meters meters;

  ResponseWriter(Meters meters) {
    this.meters = meters;
  }

  void write(Exchange exchange, Response answer) {
    var response = exchange.response();
    if (response.ended() || response.closed()) {
      return;
    }
    limitHeaders(exchange);
    response.putHeader("Cache-Control", "no-store");
    answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    String etag = answer.etag();
    if (etag != null) {
      // The client may keep the answer, but has to ask whether it still holds.
      response.putHeader("ETag", '"' + etag + '"').putHeader("Cache-Control", "private, no-cache");
      if (answer.status() == 200 && isKnown(exchange, etag)) {
        end(exchange, response.setStatusCode(304), null);
        return;
      }
    }
    response.setStatusCode(answer.status());
    var writer = answer.writer();
    if (writer != null) {
      response.putHeader("Content-Type", answer.contentType());
      // A failure past the first byte can only be told by breaking the connection off.
      writer.apply(response).onFailure(_ -> exchange.http().connection().close());
      finished(exchange, answer.status());
    } else {
      end(exchange, response, answer);
    }
  }

  void fail(Exchange exchange, Throwable failure) {
    var problem = Problems.of(failure, exchange.requestId(), exchange.locale());
    var response = exchange.response();
    if (response.ended() || response.closed()) {
      return;
    }
    limitHeaders(exchange);
    if (failure instanceof Refusal.RateLimited limited) {
      response.putHeader(
          "Retry-After", Long.toString(Math.max(1, limited.retryAfter().toSeconds())));
    } else if (problem.code().equals(ErrorCode.OVERLOADED.wire())) {
      // Those who were refused together do not come back together.
      response.putHeader(
          "Retry-After", Integer.toString(1 + ThreadLocalRandom.current().nextInt(5)));
    } else if (problem.retryable()) {
      response.putHeader("Retry-After", RETRY_SECONDS);
    }
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (problem.bodyUnread()) {
      // What is still coming of the body is not read, so the connection cannot serve another
      // request.
      response.putHeader("Connection", "close");
    }
    var sent =
        response
            .setStatusCode(problem.status())
            .putHeader("Content-Type", "application/problem+json")
            .putHeader("Content-Language", exchange.locale().getLanguage())
            .putHeader("Cache-Control", "no-store")
            .end(StrictJson.write(problem));
    exchange.http().resume();
    if (problem.bodyUnread()) {
      sent.onComplete(_ -> exchange.http().connection().close());
    }
    finished(exchange, problem.status());
  }

  private void end(Exchange exchange, HttpServerResponse response, @Nullable Response answer) {
    if (answer == null || answer.body().length() == 0) {
      response.end();
    } else {
      response.putHeader("Content-Type", answer.contentType()).end(answer.body());
    }
    finished(exchange, response.getStatusCode());
  }

  /** Only what is read can be known before; a change answers with what came of it. */
  private static boolean isKnown(Exchange exchange, String etag) {
    var http = exchange.http();
    boolean reads = http.method().equals(HttpMethod.GET) || http.method().equals(HttpMethod.HEAD);
    String header = String.join(", ", http.headers().getAll("If-None-Match"));
    return reads && EntityTags.parse(header).filter(tags -> tags.know(etag)).isPresent();
  }

  private static void limitHeaders(Exchange exchange) {
    exchange
        .allowance()
        .ifPresent(
            allowance ->
                exchange
                    .response()
                    .putHeader("RateLimit-Policy", allowance.policyHeader())
                    .putHeader("RateLimit", allowance.header()));
  }

  private void finished(Exchange exchange, int status) {
    var took = Duration.ofNanos(exchange.elapsedNanos());
    meters.request(exchange.operation(), status, took);
    log.atInfo()
        .addKeyValue("request_id", exchange.requestId())
        .addKeyValue("operation", exchange.operation())
        .addKeyValue("status", status)
        .addKeyValue("took_ms", took.toMillis())
        .addKeyValue(
            "account",
            exchange.principal().map(Principal::accountId).map(UUID::toString).orElse("-"))
        .log("request");
  }
}
