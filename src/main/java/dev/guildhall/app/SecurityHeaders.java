package dev.guildhall.app;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** What browsers are told with every answer, whatever it is. */
final class SecurityHeaders {

  private static final String HALF_A_YEAR = "max-age=15768000; includeSubDomains";
  private static final String NO_DEVICES =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

  private final boolean https;

  SecurityHeaders(String publicUrl) {
    this.https = publicUrl.startsWith("https://");
  }

  void add(RoutingContext context) {
    add(context.response());
    context.next();
  }

  void add(HttpServerResponse response) {
    var headers = response.headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Permissions-Policy", NO_DEVICES);
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (https) {
      headers.set("Strict-Transport-Security", HALF_A_YEAR);
    }
  }
}
