package dev.guildhall.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves the built web client and the contract's pages from the class path. Only plain names are
 * looked up, so no path leads out of the folder; what is not a file is a route of the client, and
 * gets the entry's page.
 */
public final class WebFiles {

  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+");
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
  private final Map<String, Optional<Buffer>> cache = new ConcurrentHashMap<>();
  private final Contract contract;
  private final String swaggerRoot;

  public WebFiles(Contract contract) {
    this.contract = contract;
    this.swaggerRoot = swaggerRoot();
  }

  /** Mounts everything that is not an operation; call after the contract's routes. */
  public void mount(Router router) {
    router
        .get("/openapi.yaml")
        .handler(
            context ->
                send(context, Buffer.buffer(contract.yaml()), "application/yaml", CSP, false));
    router.get("/docs").handler(context -> page(context, "docs/index.html", DOCS_CSP));
    router.get("/docs/problems").handler(context -> problems(context));
    router.get("/docs/assets/*").handler(this::docsAsset);
    router.get("/office").handler(context -> page(context, "web/office.html", CSP));
    router.get("/office/*").handler(context -> page(context, "web/office.html", CSP));
    router.get("/*").handler(this::client);
  }

  private void client(RoutingContext context) {
    String path = context.normalizedPath();
    var file = PLAIN.matcher(path).matches() ? find("web" + path) : Optional.<Buffer>empty();
    if (file.isPresent()) {
      send(context, file.get(), type(path), CSP, path.startsWith("/assets/"));
    } else if (path.contains(".")) {
      context.response().setStatusCode(404).end();
    } else {
      page(context, "web/index.html", CSP);
    }
  }

  private void docsAsset(RoutingContext context) {
    String name = context.normalizedPath().substring("/docs/assets".length());
    var file =
        PLAIN.matcher(name).matches()
            ? find("docs" + name).or(() -> find(swaggerRoot + name))
            : Optional.<Buffer>empty();
    file.ifPresentOrElse(
        bytes -> send(context, bytes, type(name), DOCS_CSP, false),
        () -> context.response().setStatusCode(404).end());
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

  private Optional<Buffer> find(String resource) {
    return cache.computeIfAbsent(resource, this::read);
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
