package dev.guildhall.platform.job;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;

/**
 * Starts direct-style code: loops and branches over I/O that read from top to bottom and wait with
 * {@code Future.await}. It runs on a plain virtual thread, so waiting holds no event loop.
 */
public final class Workflows {

  private Workflows() {}

  /**
   * Runs {@code workflow} on a virtual thread of its own; the future has its result or what it
   * threw.
   */
  public static <T> Future<T> start(Callable<T> workflow) {
    var promise = Promise.<T>promise();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                promise.complete(workflow.call());
              } catch (Throwable e) {
                promise.fail(e);
              }
            });
    return promise.future();
  }
}
