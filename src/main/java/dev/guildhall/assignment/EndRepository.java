package dev.guildhall.assignment;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the ways out of an assignment without a submission, and of extensions. */
final class EndRepository {

  private static final String OPEN =
      """
      select id, state, fence, worker_id, project_id, task_id, price_micros, extensions,
             grace_until >= clock_timestamp() as in_time,
             extract(epoch from greatest(clock_timestamp(), pause_until) - leased_at)::int as seconds
      from assignment
      """;

  private static final Sql LOCK =
      Sql.of(OPEN + "where id = #{id} and worker_id = #{worker} for no key update");

  private static final Sql LOCK_EXPIRED =
      Sql.of(
          OPEN
              + """
              where state in ('claimed', 'revision_requested') and grace_until < clock_timestamp()
              order by id
              limit #{limit}
              for no key update skip locked
              """);

  // The fence moves on, so that whoever still writes under the old lease changes nothing.
  private static final Sql END =
      Sql.of(
          """
          update assignment
          set state = #{state}, fence = fence + 1, lease_until = null, grace_until = null, pause_until = null,
              paused = paused - greatest(pause_until - clock_timestamp(), interval '0'),
              ended_at = clock_timestamp(), end_reason = #{reason}, end_note = #{note},
              changed_at = clock_timestamp(), version = version + 1
          where id = any (#{ids})
          """);

  // Each extension has made the lease longer by half, so this is half of it as it was given.
  private static final Sql EXTEND =
      Sql.of(
          """
          update assignment
          set lease_until = lease_until + (lease_until - leased_at) / (2 + extensions),
              grace_until = grace_until + (lease_until - leased_at) / (2 + extensions),
              extensions = extensions + 1, changed_at = clock_timestamp(), version = version + 1
          where id = #{id}
          """);

  /** An assignment that is or was open, under lock; {@code seconds} under its lease. */
  record Open(
      UUID id,
      AssignmentState state,
      long fence,
      UUID worker,
      UUID project,
      UUID task,
      long priceMicros,
      int extensions,
      boolean inTime,
      int seconds) {}

  Future<Optional<Open>> lock(SqlConnection tx, AssignmentId id, UUID worker) {
    return LOCK.run(tx, "id", id, "worker", worker)
        .map(rows -> Rows.first(rows, EndRepository::open));
  }

  /** LeaseWorkflow whose grace has passed, by PostgreSQL's clock, that no other node is ending. */
  Future<List<Open>> lockExpired(SqlConnection tx, int limit) {
    return LOCK_EXPIRED.run(tx, "limit", limit).map(rows -> Rows.list(rows, EndRepository::open));
  }

  Future<Void> end(
      SqlConnection tx,
      List<UUID> ids,
      AssignmentState state,
      @Nullable String reason,
      @Nullable String note) {
    return END.run(
            tx, "ids", ids.toArray(UUID[]::new), "state", state, "reason", reason, "note", note)
        .mapEmpty();
  }

  Future<Void> extend(SqlConnection tx, AssignmentId id) {
    return EXTEND.run(tx, "id", id).mapEmpty();
  }

  private static Open open(Row row) {
    return new Open(
        row.getUUID("id"),
        AssignmentState.of(row.getString("state")),
        row.getLong("fence"),
        row.getUUID("worker_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getLong("price_micros"),
        row.getInteger("extensions"),
        Boolean.TRUE.equals(row.getBoolean("in_time")),
        row.getInteger("seconds"));
  }
}
