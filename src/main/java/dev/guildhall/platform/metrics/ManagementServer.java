package dev.guildhall.platform.metrics;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The port for those who run the node: {@code /healthz} (the process lives), {@code /readyz} (it
 * can serve; Redis may be away, PostgreSQL may not), {@code /metrics} in Prometheus' text form.
 */
public final class ManagementServer {

  private final HttpServer server;
  private final Meters meters;
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private volatile boolean draining;

  /** {@code vital} checks decide readiness, the others are only reported. */
  private record Check(boolean vital, Supplier<Future<Boolean>> ask) {}

  public ManagementServer(Vertx vertx, Meters meters) {
    this.meters = meters;
    this.server = vertx.createHttpServer().requestHandler(this::handle);
  }

  /** Adds a check before {@link #listen}. */
  public ManagementServer check(String name, boolean vital, Supplier<Future<Boolean>> ask) {
    checks.put(name, new Check(vital, ask));
    return this;
  }

  public Future<Integer> listen(String host, int port) {
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  /** From now on the node is not ready, so that balancers leave it alone before it stops. */
  public void drain() {
    draining = true;
  }

  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/healthz" -> answer(request, 200, new JsonObject().put("status", "alive"));
      case "/readyz" -> readiness().onSuccess(report -> answer(request, status(report), report));
      case "/metrics" ->
          request
              .response()
              .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
              .end(meters.scrape());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static int status(JsonObject report) {
    return "ready".equals(report.getString("status")) ? 200 : 503;
  }

  private Future<JsonObject> readiness() {
    var asked = checks.entrySet().stream().toList();
    var answers = asked.stream().map(entry -> ask(entry.getValue())).toList();
    return Future.join(answers)
        .map(
            _ -> {
              var results = new JsonObject();
              boolean ready = !draining;
              for (int i = 0; i < asked.size(); i++) {
                boolean up = answers.get(i).result();
                results.put(asked.get(i).getKey(), up ? "up" : "down");
                ready &= up || !asked.get(i).getValue().vital();
              }
              return new JsonObject()
                  .put("status", ready ? "ready" : "not ready")
                  .put("checks", results);
            });
  }

  private static Future<Boolean> ask(Check check) {
    return Future.succeededFuture()
        .compose(_ -> check.ask().get())
        .timeout(2, TimeUnit.SECONDS)
        .otherwise(false);
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.encode());
  }
}
