package dev.guildhall.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request on its way through the router: what is known of it so far. */
final class Exchange {

  private static final Set<String> LANGUAGES = Set.of("en", "zh");

  private final RoutingContext context;
  private final String operation;
  private final String caller;
  private final String requestId;
  private final long startedNanos = System.nanoTime();
  private RateLimits.@Nullable Allowance allowance;
  private @Nullable Principal principal;

  private Exchange(RoutingContext context, String operation, Callers callers) {
    this.context = context;
    this.operation = operation;
    this.caller = callers.address(context.request());
    this.requestId = "req_" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
  }

  static Exchange start(RoutingContext context, String operation, Callers callers) {
    var exchange = new Exchange(context, operation, callers);
    context.response().putHeader("X-Request-Id", exchange.requestId);
    return exchange;
  }

  HttpServerRequest http() {
    return context.request();
  }

  /** The caller's network address, as far as it can be believed. */
  String caller() {
    return caller;
  }

  HttpServerResponse response() {
    return context.response();
  }

  Map<String, String> pathParameters() {
    return context.pathParams();
  }

  MultiMap queryParameters() {
    return context.queryParams();
  }

  String operation() {
    return operation;
  }

  String requestId() {
    return requestId;
  }

  long elapsedNanos() {
    return System.nanoTime() - startedNanos;
  }

  /** The first accepted language that the server has texts in, else English. */
  Locale locale() {
    return context.acceptableLanguages().stream()
        .map(LanguageHeader::tag)
        .filter(LANGUAGES::contains)
        .findFirst()
        .map(Locale::forLanguageTag)
        .orElse(Locale.ENGLISH);
  }

  void admitted(RateLimits.Allowance allowance, @Nullable Principal principal) {
    this.allowance = allowance;
    this.principal = principal;
  }

  Optional<RateLimits.Allowance> allowance() {
    return Optional.ofNullable(allowance);
  }

  Optional<Principal> principal() {
    return Optional.ofNullable(principal);
  }
}
