package dev.guildhall.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers at the end of a beat counted from the question, so that a few milliseconds more of work,
 * as for an address that is known, cannot be read from the time that the answer took.
 */
final class SteadyAnswer {

  private static final long BEAT_NANOS = Duration.ofMillis(200).toNanos();

  private final Vertx vertx;

  SteadyAnswer(Vertx vertx) {
    this.vertx = vertx;
  }

  <T> Future<T> of(Supplier<Future<T>> work) {
    long asked = System.nanoTime();
    return work.get()
        .transform(
            result -> {
              long rest = BEAT_NANOS - (System.nanoTime() - asked) % BEAT_NANOS;
              return vertx
                  .timer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(rest)), TimeUnit.MILLISECONDS)
                  .compose(
                      _ ->
                          result.succeeded()
                              ? Future.succeededFuture(result.result())
                              : Future.failedFuture(result.cause()));
            });
  }
}
