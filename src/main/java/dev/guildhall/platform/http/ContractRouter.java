package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Contract.Operation;
import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Binds the contract's operations to handlers. Each request passes, in this order: room, origin,
 * access, rate limit, body within its size and time, strict JSON, parameters and body by schema;
 * only then the handler. A contract operation without a handler, or a handler without an operation,
 * stops the start.
 */
public final class ContractRouter implements Routes.Binder {

  // Whoever asks again at once, without a pause, would take more of the node by being refused than
  // others by being served.
  private static final Duration BREATH = Duration.ofMillis(40);

  private final Vertx vertx;
  private final Contract contract;
  private final Callers callers;
  private final RequestReader reader;
  private final Gate gate;
  private final Admission admission;
  private final Idempotency idempotency;
  private final ResponseWriter writer;
  private final Map<String, Routes.Handler> handlers = new HashMap<>();

  public ContractRouter(
      Vertx vertx,
      Contract contract,
      Database database,
      Authenticator authenticator,
      HttpConfig config,
      Meters meters) {
    this.vertx = vertx;
    this.contract = contract;
    this.callers = new Callers(config.proxies());
    this.reader = new RequestReader(vertx, config);
    this.gate = new Gate(authenticator, new RateLimits(config.limits()));
    this.admission = new Admission(System::nanoTime);
    meters.gauge("http.under_way", admission::underWay);
    meters.gauge("http.room", admission::room);
    meters.gauge("http.stay.seconds", admission::stay);
    this.idempotency = new Idempotency(database);
    this.writer = new ResponseWriter(meters);
    contract.operations().forEach(gate::requireLimit);
  }

  public ContractRouter bind(List<? extends Routes> features) {
    features.forEach(feature -> feature.bind(this));
    return this;
  }

  @Override
  public Routes.Binder on(String operationId, Routes.Handler handler) {
    contract.operation(operationId);
    if (handlers.putIfAbsent(operationId, handler) != null) {
      throw new IllegalStateException(operationId + " has two handlers");
    }
    return this;
  }

  @Override
  public Routes.Binder once(String operationId, Routes.Effect effect) {
    if (!contract.operation(operationId).idempotent()) {
      throw new IllegalStateException(operationId + " is not x-idempotent in the contract");
    }
    return on(operationId, request -> idempotency.run(request, tx -> effect.apply(request, tx)));
  }

  /** Mounts every operation. */
  public void mount(Router router) {
    var missing = new TreeSet<String>();
    for (Operation operation : contract.operations()) {
      var handler = handlers.get(operation.id());
      if (handler == null) {
        missing.add(operation.id());
        continue;
      }
      var route = router.route(operation.method(), vertxPath(operation.path()));
      if (operation.method().equals(HttpMethod.GET)) {
        route.method(HttpMethod.HEAD);
      }
      route.handler(context -> handle(context, operation, handler));
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("operations without a handler: " + missing);
    }
    // A path of the contract under another method, or no path of it at all.
    contract.operations().stream()
        .map(Operation::path)
        .distinct()
        .forEach(
            path ->
                router
                    .route(vertxPath(path))
                    .handler(
                        context -> {
                          context.response().putHeader("Allow", allowed(path));
                          refuse(
                              context, new Refusal.Invalid(ErrorCode.METHOD_NOT_ALLOWED, Map.of()));
                        }));
    router.route("/v1/*").handler(context -> refuse(context, new Refusal.NotFound("resource")));
  }

  private String allowed(String path) {
    return contract.operations().stream()
        .filter(operation -> operation.path().equals(path))
        .map(operation -> operation.method().name())
        .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String vertxPath(String path) {
    return path.replaceAll("\\{([a-z_]+)}", ":$1");
  }

  private void handle(RoutingContext context, Operation operation, Routes.Handler handler) {
    HttpServerRequest http = context.request();
    // Bytes that arrive while we ask who this is must not be lost.
    http.pause();
    var exchange = Exchange.start(context, operation.id(), callers);
    answered(exchange, operation, handler)
        .onComplete(
            response -> writer.write(exchange, response),
            failure -> writer.fail(exchange, failure));
  }

  private Future<Response> answered(
      Exchange exchange, Operation operation, Routes.Handler handler) {
    if (operation.stream() || operation.ownQueue()) {
      // What takes long by its nature would fill the room of all others, and has bounds of its own.
      return worked(exchange, operation, handler);
    }
    try {
      admission.enter(operation.priority());
    } catch (Refusal refusal) {
      return afterABreath().compose(_ -> Future.failedFuture(refusal));
    }
    return worked(exchange, operation, handler).onComplete(_ -> admission.leave());
  }

  private Future<?> afterABreath() {
    long end = System.nanoTime() + BREATH.toNanos();
    return vertx
        .timer(BREATH.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(_ -> admission.rang(System.nanoTime() - end));
  }

  private Future<Response> worked(Exchange exchange, Operation operation, Routes.Handler handler) {
    return gate.admit(exchange, operation)
        .compose(principal -> reader.read(exchange, operation, principal))
        .compose(request -> called(handler, request));
  }

  private static Future<Response> called(Routes.Handler handler, Request request) {
    try {
      return handler.handle(request);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void refuse(RoutingContext context, Refusal refusal) {
    writer.fail(Exchange.start(context, "none", callers), refusal);
  }
}
