package dev.guildhall.delivery;

import dev.guildhall.platform.Platform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes and builds a delivery in the background. Each step can be repeated: the items are written
 * once, the files come out the same, and only one node makes the delivery ready. After {@value
 * #MAX_ATTEMPTS} failures the delivery has failed; another one can be cut.
 */
final class DeliveryJob {

  static final String KIND = "build_delivery";

  private static final Logger log = LoggerFactory.getLogger(DeliveryJob.class);
  private static final int MAX_ATTEMPTS = 5;
  private static final Duration HORIZON_WAIT = Duration.ofSeconds(60);
  private static final long HORIZON_PAUSE_MS = 50;
  private static final int FREEZE_MINUTES = 60;

  private final Platform platform;
  private final FreezeWorkflow freeze;
  private final DeliveryFiles files;
  private final DeliveryRepository repository = new DeliveryRepository();

  DeliveryJob(Platform platform, FreezeWorkflow freeze, DeliveryFiles files) {
    this.platform = platform;
    this.freeze = freeze;
    this.files = files;
  }

  /** What the job is asked. */
  record Payload(DeliveryId deliveryId) {}

  void run(JsonObject payload) throws Exception {
    var id = DeliveryId.parse(payload.getString("delivery_id"));
    var attempt =
        repository.countAttempt(platform.database().client(), id).await(10, TimeUnit.SECONDS);
    if (attempt.isEmpty()) {
      return;
    }
    if (attempt.get() > MAX_ATTEMPTS) {
      failed(id, new IllegalStateException("every attempt ended with its node"), true);
      return;
    }
    try {
      build(id);
    } catch (Exception e) {
      failed(id, e, attempt.get() >= MAX_ATTEMPTS);
    }
  }

  private void build(DeliveryId id) throws Exception {
    awaitHorizon(id);
    freeze.run(id).await(FREEZE_MINUTES, TimeUnit.MINUTES);
    var delivery = found(id);
    var manifest = files.build(delivery);
    platform
        .database()
        .inTransaction(
            tx ->
                repository
                    .ready(tx, id, manifest.json(), manifest.sha256())
                    .compose(
                        isFirst ->
                            isFirst
                                ? platform
                                    .events()
                                    .append(
                                        tx,
                                        new DeliveryEvents.Ready(
                                                delivery.project(),
                                                delivery.version(),
                                                manifest.sha256())
                                            .of(id, null))
                                : Future.succeededFuture()))
        .await(10, TimeUnit.SECONDS);
  }

  private void awaitHorizon(DeliveryId id) throws TimeoutException {
    long end = System.nanoTime() + HORIZON_WAIT.toNanos();
    while (!freeze.mayRun(id).await(10, TimeUnit.SECONDS)) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("a transaction from before the cut is still under way");
      }
      LockSupport.parkNanos(1_000_000L * HORIZON_PAUSE_MS);
    }
  }

  private void failed(DeliveryId id, Exception failure, boolean last) throws Exception {
    var delivery = found(id);
    platform
        .database()
        .inTransaction(
            tx ->
                repository
                    .failed(tx, id, String.valueOf(failure), last)
                    .compose(
                        _ ->
                            last
                                ? platform
                                    .events()
                                    .append(
                                        tx,
                                        new DeliveryEvents.Failed(
                                                delivery.project(), delivery.version())
                                            .of(id, null))
                                : Future.succeededFuture()))
        .await(10, TimeUnit.SECONDS);
    if (!last) {
      throw failure;
    }
    log.error("the delivery {} could not be built", id, failure);
  }

  private Delivery found(DeliveryId id) throws TimeoutException {
    return repository
        .find(platform.database().client(), id)
        .await(10, TimeUnit.SECONDS)
        .orElseThrow(() -> new IllegalStateException("there is no delivery " + id));
  }
}
