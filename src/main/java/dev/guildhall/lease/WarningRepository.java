package dev.guildhall.lease;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** SQL of leases that end soon. */
final class WarningRepository {

  // Found by the end of the grace, which has an index. What another transaction holds is at work
  // in this moment, and is looked at again soon.
  private static final Sql WARN =
      Sql.of(
          """
          update assignment set warned_fence = fence
          where id in (
            select id from assignment
            where state in ('claimed', 'revision_requested')
              and grace_until > clock_timestamp()
              and grace_until < clock_timestamp() + (#{most_ms}::bigint + #{grace_ms}::bigint) * interval '1 millisecond'
              and lease_until > clock_timestamp()
              and lease_until < clock_timestamp() + least(#{most_ms}::bigint * interval '1 millisecond', (lease_until - leased_at) * #{share}::float8)
              and (pause_until is null or pause_until < clock_timestamp())
              and warned_fence is distinct from fence
            order by id
            limit #{limit}
            for no key update skip locked)
          returning id, project_id, task_id, worker_id, lease_until
          """);

  /** A lease that its worker is to be warned of. */
  record Ending(UUID assignment, UUID project, UUID task, UUID worker, Instant until) {}

  /**
   * Leases of which less than {@code share} is left, and no more than {@code most}, each once.
   *
   * @param grace by how much the longest grace outlasts a lease
   */
  Future<List<Ending>> warn(
      SqlConnection tx, double share, Duration most, Duration grace, int limit) {
    return WARN.run(
            tx,
            "share",
            share,
            "most_ms",
            most.toMillis(),
            "grace_ms",
            grace.toMillis(),
            "limit",
            limit)
        .map(rows -> Rows.list(rows, WarningRepository::ending));
  }

  private static Ending ending(Row row) {
    return new Ending(
        row.getUUID("id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getUUID("worker_id"),
        Rows.instant(row, "lease_until"));
  }
}
