package dev.guildhall.app;

import dev.guildhall.platform.http.HttpConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The public port: one HTTP server per event loop, all on the same port. */
final class FrontDoor {

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int DRAIN_SECONDS = 15;
  private static final int MAX_HEADERS = 16_384;
  private static final int MAX_LINE = 8_192;

  private final Vertx vertx;
  private final Router router;
  private final Handler<HttpServerRequest> unreadable;
  private final HttpServerOptions options;
  private final Connections connections;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  /**
   * @param unreadable answers what is no request
   */
  FrontDoor(
      Vertx vertx,
      HttpConfig config,
      int port,
      Router router,
      Handler<HttpServerRequest> unreadable) {
    this.vertx = vertx;
    this.router = router;
    this.unreadable = unreadable;
    this.options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(port)
            .setCompressionSupported(true)
            .setCompressionContentSizeThreshold(512)
            // Nobody speaks WebSocket here, and each request would pass through what it may need.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            // Clients speak HTTP/1.1 here; HTTP/2 comes with TLS, at the proxy in front.
            .setHttp2ClearTextEnabled(false)
            .setMaxHeaderSize(MAX_HEADERS)
            .setMaxInitialLineLength(MAX_LINE)
            .setHandle100ContinueAutomatically(true);
    // No request takes longer than an upload may.
    this.connections = new Connections(vertx, IDLE, Duration.ofMillis(config.uploadDeadlineMs()));
    router.route().order(-1).handler(connections::inUse);
  }

  /** Listens with {@code instances} servers. */
  Future<Void> open(int instances) {
    return vertx
        .deployVerticle(Door::new, new DeploymentOptions().setInstances(instances))
        .mapEmpty();
  }

  /** Stops accepting, lets requests in flight finish for at most {@value #DRAIN_SECONDS} s. */
  Future<Void> close() {
    return Future.join(
            servers.stream().map(s -> s.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS)).toList())
        .mapEmpty();
  }

  private final class Door extends VerticleBase {
    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(options)
          .connectionHandler(connections::opened)
          .requestHandler(router)
          .invalidRequestHandler(unreadable)
          .listen()
          .onSuccess(servers::add);
    }
  }
}
