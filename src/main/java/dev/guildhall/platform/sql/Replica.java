package dev.guildhall.platform.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streaming replica, for reads that decide no write. It is always behind by a moment, so a read
 * goes there only once it has all that was committed before the read was asked for: whoever wrote
 * something finds it. When it does not get there soon, or does not answer, the record serves.
 */
final class Replica {

  private static final Logger log = LoggerFactory.getLogger(Replica.class);
  private static final long REST_MS = 5_000;
  private static final long LOOK_AGAIN_MS = 10;
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Sql COMMITTED = Sql.of("select pg_current_wal_lsn()::text as position");
  // One that was made a primary goes ways of its own.
  private static final Sql HAS =
      Sql.of(
          """
          select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= #{position}::text::pg_lsn as has_all
          """);

  private final Vertx vertx;
  private final SqlClient primary;
  private final Pool pool;
  private final Pool longPool;
  private volatile boolean resting;

  Replica(Vertx vertx, SqlClient primary, Pool pool, Pool longPool) {
    this.vertx = vertx;
    this.primary = primary;
    this.pool = pool;
    this.longPool = longPool;
  }

  Pool pool() {
    return pool;
  }

  Pool longPool() {
    return longPool;
  }

  /** Whether it has, within a moment, all that is committed now. Never fails. */
  Future<Boolean> hasAll() {
    if (resting) {
      return Future.succeededFuture(false);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    return COMMITTED
        .run(primary)
        .map(rows -> Rows.one(rows, row -> row.getString("position")))
        .compose(position -> hasAll(position, deadline))
        .recover(
            failure -> {
              rest(failure);
              return Future.succeededFuture(false);
            });
  }

  private Future<Boolean> hasAll(String position, long deadline) {
    return HAS.run(pool, "position", position)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("has_all")))
        .compose(
            has ->
                has || System.nanoTime() > deadline
                    ? Future.succeededFuture(has)
                    : vertx
                        .timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)
                        .compose(_ -> hasAll(position, deadline)));
  }

  /** Leaves it alone for a while, so that one that is gone does not slow every read down. */
  void rest(Throwable failure) {
    if (!resting) {
      resting = true;
      log.warn("the replica fails, going on without for {} ms: {}", REST_MS, failure.getMessage());
      vertx.setTimer(REST_MS, _ -> resting = false);
    }
  }

  Future<Void> close() {
    return Future.join(pool.close(), longPool.close()).mapEmpty();
  }
}
