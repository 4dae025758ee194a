package dev.guildhall.platform.http;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** The operations of one feature. */
public interface Routes {

  /** Names a handler for each of the feature's operations. */
  void bind(Binder to);

  /** Where handlers are named. */
  interface Binder {

    /** A read, or a write that is idempotent by itself. */
    Binder on(String operationId, Handler handler);

    /**
     * A write that honours {@code Idempotency-Key}: the key, the answer and the effect share one
     * transaction, which is the one handed to the effect.
     */
    Binder once(String operationId, Effect effect);
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    Future<Response> handle(Request request);
  }

  /** Answers a request inside a transaction; has no effect outside of it. */
  @FunctionalInterface
  interface Effect {
    Future<Response> apply(Request request, SqlConnection tx);
  }
}
