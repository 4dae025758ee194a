package dev.guildhall.platform.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets through what is addressed in the one way that an address is written in. The router is
 * lenient with slashes, dots and percent encodings; with an id left out, {@code DELETE
 * /v1/sessions/} would be {@code DELETE /v1/sessions}, which is another operation.
 *
 * <p>Our addresses need no encoding, so one that has any leads nowhere: 404. People do write a
 * slash behind a page; they are sent to the page.
 */
public final class PlainAddress implements Handler<RoutingContext> {

  private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.@~-]+");
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    // OPTIONS * has none.
    String path = Objects.requireNonNullElse(request.path(), "");
    if (request.headers().getAll("Host").size() > 1) {
      context.fail(400);
    } else if ("/".equals(path) || isPlain(path)) {
      context.next();
    } else if (isPageWithSlash(request, path)) {
      context
          .response()
          .setStatusCode(308)
          .putHeader("Location", path.substring(0, path.length() - 1))
          .end();
    } else {
      context.fail(404);
    }
  }

  private static boolean isPageWithSlash(HttpServerRequest request, String path) {
    return READING.contains(request.method())
        && path.endsWith("/")
        && !path.startsWith("/v1/")
        && isPlain(path.substring(0, path.length() - 1));
  }

  /** Segments of letters, digits and a few signs, none of them empty, {@code .} or {@code ..}. */
  static boolean isPlain(String path) {
    return path.startsWith("/")
        && Arrays.stream(path.substring(1).split("/", -1))
            .allMatch(segment -> SEGMENT.matcher(segment).matches());
  }
}
