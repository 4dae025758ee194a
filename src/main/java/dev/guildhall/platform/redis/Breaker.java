package dev.guildhall.platform.redis;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps calls from a server that does not answer. After {@value #FAILURES} failures in a row it
 * opens for {@value #PAUSE_MS} ms; then one more failure opens it again.
 */
final class Breaker {

  static final long PAUSE_MS = 1_000;
  private static final int FAILURES = 5;

  private final Vertx vertx;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile boolean open;

  Breaker(Vertx vertx) {
    this.vertx = vertx;
  }

  boolean isOpen() {
    return open;
  }

  void answered() {
    failuresInARow.set(0);
  }

  /** Whether this failure opened it. */
  boolean failed() {
    if (failuresInARow.incrementAndGet() < FAILURES || open) {
      return false;
    }
    open = true;
    vertx.setTimer(
        PAUSE_MS,
        _ -> {
          failuresInARow.set(FAILURES - 1);
          open = false;
        });
    return true;
  }
}
