package dev.guildhall.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the built web client and the contract's pages from the class path. Only plain names are
 * looked up, so no path leads out of the folder; what does not look like a file is a route of the
 * client, and gets the entry's page.
 */
public final class WebFiles {

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String WORKER = "web/index.html";
  private static final String OFFICE = "web/office.html";
  private static final String NOT_HERE =
      "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport"
          + " content='width=device-width'><title>Not here</title><h1>There is no such page</h1>"
          + "<p><a href=/>To the beginning</a></html>";
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; "
          + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
  // Swagger UI styles its elements inline.
  private static final String DOCS_CSP =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("woff2", "font/woff2"));

  private final ClassLoader resources = WebFiles.class.getClassLoader();
  private final Map<String, Buffer> cache = new ConcurrentHashMap<>();
  private final Contract contract;
  private final String swaggerRoot;

  public WebFiles(Contract contract) {
    this.contract = contract;
    this.swaggerRoot = swaggerRoot();
  }

  /** Mounts everything that is not an operation; call after the contract's routes. */
  public void mount(Router router) {
    reading(router, "/openapi.yaml")
        .handler(
            context ->
                send(context, Buffer.buffer(contract.yaml()), "application/yaml", CSP, false));
    reading(router, "/docs").handler(context -> page(context, "docs/index.html", DOCS_CSP));
    reading(router, "/docs/problems").handler(context -> problems(context));
    reading(router, "/docs/assets/*").handler(this::docsAsset);
    reading(router, "/office").handler(context -> page(context, OFFICE, CSP));
    reading(router, "/office/*").handler(context -> client(context, OFFICE));
    reading(router, "/*").handler(context -> client(context, WORKER));
    router
        .route()
        .handler(
            context -> {
              context.response().putHeader("Allow", "GET, HEAD");
              context.fail(405);
            });
  }

  private static Route reading(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** Whether a browser asks, for somebody who is to read the answer. */
  public static boolean looksForPage(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return READING.contains(request.method()) && accept != null && accept.contains("text/html");
  }

  /**
   * The client itself, which says in its own words that there is no such page. A browser that is
   * signed out is asked to sign in, as at any other address.
   */
  public void missing(RoutingContext context) {
    context.response().setStatusCode(404);
    boolean isOffice = String.valueOf(context.request().path()).startsWith("/office/");
    find(isOffice ? OFFICE : WORKER)
        .ifPresentOrElse(
            bytes -> send(context, bytes, type(".html"), CSP, false),
            () -> send(context, Buffer.buffer(NOT_HERE), type(".html"), CSP, false));
  }

  private void client(RoutingContext context, String page) {
    String path = context.normalizedPath();
    var file = mayBeServed(path) ? find("web" + path) : Optional.<Buffer>empty();
    if (file.isPresent()) {
      send(context, file.get(), type(path), CSP, path.startsWith("/assets/"));
    } else if (isRoute(path) && takesPage(context.request())) {
      page(context, page, CSP);
    } else {
      context.fail(404);
    }
  }

  /** Of a folder, the class path would tell what is in it. */
  private static boolean mayBeServed(String path) {
    return PlainAddress.isPlain(path)
        && !path.contains("/.")
        && path.lastIndexOf('.') > path.lastIndexOf('/');
  }

  /** Whether the client may have a screen there; only it knows whether it has. */
  private static boolean isRoute(String path) {
    return !path.contains(".") && !path.matches("/(assets|docs)(/.*)?");
  }

  private static boolean takesPage(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept == null || accept.contains("text/html") || accept.contains("*/*");
  }

  private void docsAsset(RoutingContext context) {
    String name = context.normalizedPath().substring("/docs/assets".length());
    var file =
        mayBeServed(name)
            ? find("docs" + name).or(() -> find(swaggerRoot + name))
            : Optional.<Buffer>empty();
    file.ifPresentOrElse(
        bytes -> send(context, bytes, type(name), DOCS_CSP, false), () -> context.fail(404));
  }

  private void problems(RoutingContext context) {
    send(context, Buffer.buffer(ProblemCatalogue.html()), type(".html"), CSP, false);
  }

  private void page(RoutingContext context, String resource, String csp) {
    find(resource)
        .ifPresentOrElse(
            bytes -> send(context, bytes, "text/html; charset=utf-8", csp, false),
            () ->
                context
                    .response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("The web client is not part of this build."));
  }

  private static void send(
      RoutingContext context, Buffer bytes, String type, String csp, boolean immutable) {
    context
        .response()
        .putHeader("Content-Type", type)
        .putHeader("Content-Security-Policy", csp)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache")
        .end(bytes);
  }

  /** Only what is there is kept, or anybody could fill the memory with names. */
  private Optional<Buffer> find(String resource) {
    var kept = Optional.ofNullable(cache.get(resource)).or(() -> read(resource));
    kept.ifPresent(bytes -> cache.put(resource, bytes));
    return kept;
  }

  private Optional<Buffer> read(String resource) {
    try (InputStream in = resources.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String path) {
    return TYPES.getOrDefault(
        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
  }

  /** The WebJar's folder carries its version. */
  private String swaggerRoot() {
    try (InputStream in =
        resources.getResourceAsStream("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      if (in == null) {
        return "docs";
      }
      var properties = new java.util.Properties();
      properties.load(in);
      return "META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
