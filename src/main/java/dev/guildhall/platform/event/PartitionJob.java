package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Makes room for the event log ahead of time: there is always the partition that is written to and
 * the one after it. Several nodes may run it at once.
 */
public final class PartitionJob {

  /** How many events a partition holds. */
  static final long SPAN = 20_000_000;

  private static final Sql LOCK =
      Sql.of("select pg_try_advisory_xact_lock(hashtext('event partition')) as locked");

  private static final Sql LAST = Sql.of("select coalesce(max(id), 0) as last from event");

  private static final Sql HAS = Sql.of("select to_regclass(#{name}) is not null as has");

  private final Database database;

  public PartitionJob(Database database) {
    this.database = database;
  }

  /** Makes what is missing; returns 0, for nothing is left to do. */
  public int run() {
    return database
        .inTransaction(
            tx ->
                LOCK.run(tx)
                    .map(rows -> Rows.one(rows, row -> row.getBoolean("locked")))
                    .compose(locked -> locked ? makeAhead(tx) : Future.succeededFuture()))
        .map(0)
        .await();
  }

  private static Future<Void> makeAhead(SqlConnection tx) {
    return LAST.run(tx)
        .map(rows -> Rows.one(rows, row -> row.getLong("last")) / SPAN)
        .compose(current -> make(tx, current).compose(_ -> make(tx, current + 1)));
  }

  private static Future<Void> make(SqlConnection tx, long number) {
    String name = "event_" + number;
    return HAS.run(tx, "name", name)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("has")))
        .compose(
            has ->
                has
                    ? Future.succeededFuture()
                    : tx.query(
                            "create table %s partition of event for values from (%d) to (%d)"
                                .formatted(name, number * SPAN, (number + 1) * SPAN))
                        .execute()
                        .mapEmpty());
  }
}
