package dev.guildhall.audit;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** SQL of the audit besides its checks. */
final class AuditRepository {

  private static final Sql READ_ONE_SNAPSHOT =
      Sql.of("set transaction isolation level repeatable read, read only");

  // One processor at most, and disk rather than memory: whoever works here comes first.
  private static final Sql READ_GENTLY =
      Sql.of(
          """
          select set_config('statement_timeout', #{budget}, true), set_config('max_parallel_workers_per_gather', '0', true),
                 set_config('work_mem', '32MB', true), set_config('jit', 'off', true)
          """);

  private static final Sql TEXTS = Sql.of("select id, output, sha256 from submission");

  private static final Sql POOLS =
      Sql.of(
          """
          select p.id, coalesce(q.epoch, 0) as epoch
          from project p left join queue_epoch q on q.pool_id = p.id
          where p.state = 'live'
          order by p.id
          """);

  private static final Sql WAITING =
      Sql.of(
          """
          select id from task
          where project_id = #{pool} and live < overlap and gold is null and not named
          order by priority desc, position
          limit #{limit}
          """);

  private static final Sql FREE =
      Sql.of(
          """
          select id from task
          where id = any (#{tasks}::uuid[]) and project_id = #{pool} and live < overlap and gold is null and not named
          """);

  /** A live project and the epoch that its index should have; 0: it was never loaded. */
  record Pool(UUID id, long epoch) {}

  /** A submission's output, and the hash it was acknowledged with. */
  record Text(UUID submission, JsonObject output, byte[] sha256) {}

  /** Makes the transaction, which is at its beginning, one that disturbs nobody. */
  Future<Void> readGently(SqlConnection tx, Duration budget) {
    return READ_ONE_SNAPSHOT
        .run(tx)
        .compose(_ -> READ_GENTLY.run(tx, "budget", Long.toString(budget.toMillis())))
        .mapEmpty();
  }

  Future<List<Violation>> violations(SqlClient client, Check check, int limit) {
    return check
        .wrong()
        .run(client, "limit", limit)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Violation(
                            check.id(),
                            row.getString("subject"),
                            row.getString("found"),
                            row.getString("expected"))));
  }

  /** Every submission, for reading some at a time. */
  Future<Cursor> texts(SqlConnection tx) {
    return TEXTS.cursor(tx);
  }

  static Text text(Row row) {
    return new Text(
        row.getUUID("id"), row.getJsonObject("output"), row.getBuffer("sha256").getBytes());
  }

  Future<List<Pool>> pools(SqlClient client) {
    return POOLS
        .run(client)
        .map(rows -> Rows.list(rows, row -> new Pool(row.getUUID("id"), row.getLong("epoch"))));
  }

  /** The first tasks of the pool that have a slot for anybody. */
  Future<Set<UUID>> waiting(SqlClient client, UUID pool, int limit) {
    return WAITING
        .run(client, "pool", pool, "limit", limit)
        .map(rows -> new HashSet<>(Rows.list(rows, row -> row.getUUID("id"))));
  }

  /** Those of {@code tasks} that belong to the pool and have a slot for anybody. */
  Future<Set<UUID>> free(SqlClient client, UUID pool, Collection<UUID> tasks) {
    return FREE.run(client, "pool", pool, "tasks", tasks.toArray(UUID[]::new))
        .map(rows -> new HashSet<>(Rows.list(rows, row -> row.getUUID("id"))));
  }
}
