package dev.guildhall.delivery;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deliveries over HTTP. */
final class DeliveryRoutes implements Routes {

  private final Vertx vertx;
  private final Deliveries deliveries;
  private final DeliveryFiles files;

  DeliveryRoutes(Vertx vertx, Deliveries deliveries, DeliveryFiles files) {
    this.vertx = vertx;
    this.deliveries = deliveries;
    this.files = files;
  }

  @Override
  public void bind(Binder to) {
    to.once("createDelivery", this::create)
        .on("listDeliveries", this::list)
        .on("getDelivery", this::get)
        .on("downloadDelivery", this::archive)
        .on("downloadDeliveryFile", this::file);
  }

  private Future<Response> create(Request request, SqlConnection tx) {
    String note = request.hasBody() ? request.body().getString("note") : null;
    return deliveries
        .cut(tx, request.principal(), project(request), note)
        .map(delivery -> Response.json(202, Shown.of(delivery)));
  }

  private Future<Response> list(Request request) {
    return deliveries
        .list(request.principal(), project(request))
        .map(found -> Response.ok(new Listed(found.stream().map(Shown::of).toList())));
  }

  private Future<Response> get(Request request) {
    return deliveries
        .find(request.principal(), id(request))
        .map(delivery -> Response.ok(Shown.of(delivery)).taggedByContent());
  }

  private Future<Response> archive(Request request) {
    return deliveries
        .findReady(request.principal(), id(request))
        .compose(delivery -> files.folder(delivery).map(folder -> archive(delivery, folder)));
  }

  private Response archive(Delivery delivery, Path folder) {
    String top = "delivery-" + delivery.id() + "-v" + delivery.version();
    var names =
        manifest(delivery).orElseThrow().entries().stream().map(Manifest.Entry::path).toList();
    return Response.streamed(
            "application/zip",
            response ->
                DeliveryArchiveWorkflow.send(
                    vertx.getOrCreateContext(), response, folder, top, names))
        .tagged("zip-" + delivery.manifestSha256())
        .with("Content-Disposition", attachment(top + ".zip"))
        .with("X-Content-Type-Options", "nosniff");
  }

  private Future<Response> file(Request request) {
    return deliveries
        .findReady(request.principal(), id(request))
        .compose(
            delivery -> {
              // Only what the manifest names is ever opened.
              var entry =
                  manifest(delivery)
                      .flatMap(manifest -> manifest.entry(request.path("path")))
                      .orElseThrow(() -> new Refusal.NotFound("file"));
              return files.folder(delivery).map(folder -> file(folder, entry));
            });
  }

  private static Response file(Path folder, Manifest.Entry entry) {
    return Response.streamed(
            contentType(entry.path()),
            response -> response.sendFile(folder.resolve(entry.path()).toString()))
        .tagged(entry.sha256())
        .with("Content-Disposition", attachment(entry.path()))
        .with("X-Content-Type-Options", "nosniff");
  }

  private static String contentType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "jsonl" -> "application/x-ndjson";
      case "csv" -> "text/csv; charset=utf-8";
      case "parquet" -> "application/vnd.apache.parquet";
      case "md" -> "text/markdown; charset=utf-8";
      case "json" -> "application/json";
      default -> "application/octet-stream";
    };
  }

  /** Names are ours: letters, digits, dots, hyphens and underscores. */
  private static String attachment(String name) {
    return "attachment; filename=\"" + name + '"';
  }

  private static UUID project(Request request) {
    return IdText.parse("prj", request.path("project_id"));
  }

  private static DeliveryId id(Request request) {
    return DeliveryId.parse(request.path("delivery_id"));
  }

  private static Optional<Manifest> manifest(Delivery delivery) {
    return Optional.ofNullable(delivery.manifest()).map(Manifest::new);
  }

  /** What clients see of a list. */
  private record Listed(List<Shown> data) {}

  /** What clients see of a delivery. */
  record Shown(
      DeliveryId id,
      String projectId,
      int version,
      String state,
      Optional<String> note,
      Instant createdAt,
      Optional<Integer> submissions,
      Optional<Integer> tasks,
      Optional<String> manifestSha256,
      Optional<List<Manifest.Entry>> files) {

    static Shown of(Delivery delivery) {
      return new Shown(
          delivery.id(),
          IdText.print("prj", delivery.project()),
          delivery.version(),
          Sql.wire(delivery.state()),
          Optional.ofNullable(delivery.note()),
          delivery.createdAt(),
          Optional.ofNullable(delivery.submissions()),
          Optional.ofNullable(delivery.tasks()),
          Optional.ofNullable(delivery.manifestSha256()),
          manifest(delivery).map(Manifest::entries));
    }
  }
}
