package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of heartbeats. Every statement serves a whole batch. */
final class HeartbeatRepository {

  // The devices of one worker may beat in one batch: what the busiest says counts.
  private static final Sql NOTE =
      Sql.of(
          """
          insert into heartbeat (assignment_id, fence, active_seconds)
          select a.id, a.fence,
                 least(r.active_seconds, extract(epoch from greatest(clock_timestamp(), a.pause_until) - a.leased_at)::int)
          from (
            select assignment_id, worker_id, fence, max(active_seconds) as active_seconds
            from unnest(#{assignments}::uuid[], #{workers}::uuid[], #{fences}::bigint[], #{active}::int[])
              as b (assignment_id, worker_id, fence, active_seconds)
            group by assignment_id, worker_id, fence) r
          join assignment a on a.id = r.assignment_id and a.worker_id = r.worker_id and a.fence = r.fence
          where a.state in ('claimed', 'revision_requested') and a.grace_until >= clock_timestamp()
          order by a.id
          on conflict (assignment_id) do update
            set fence = excluded.fence, seen_at = clock_timestamp(),
                active_seconds = case when heartbeat.fence = excluded.fence
                  then greatest(heartbeat.active_seconds, excluded.active_seconds) else excluded.active_seconds end
            where heartbeat.fence <= excluded.fence
          """);

  private static final Sql STANDINGS =
      Sql.of(
          """
          select id, worker_id, state, fence, lease_until, clock_timestamp() as now
          from assignment where id = any (#{assignments})
          """);

  /** A device's word that somebody is at work. */
  record Beat(AssignmentId assignment, UUID worker, long fence, int activeSeconds) {}

  /** How an assignment stands; {@code leaseUntil} while its work may be sent. */
  record Standing(
      UUID worker, AssignmentState state, long fence, @Nullable Instant leaseUntil, Instant now) {}

  /** Notes those that come under a lease that runs. */
  Future<Void> note(SqlConnection tx, List<Beat> beats) {
    return NOTE.run(
            tx,
            "assignments",
            beats.stream().map(b -> b.assignment().value()).toArray(UUID[]::new),
            "workers",
            beats.stream().map(Beat::worker).toArray(UUID[]::new),
            "fences",
            beats.stream().map(Beat::fence).toArray(Long[]::new),
            "active",
            beats.stream().map(Beat::activeSeconds).toArray(Integer[]::new))
        .mapEmpty();
  }

  Future<Map<AssignmentId, Standing>> standings(SqlConnection tx, List<AssignmentId> assignments) {
    return STANDINGS
        .run(tx, "assignments", assignments)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new AssignmentId(row.getUUID("id")),
                    HeartbeatRepository::standing));
  }

  private static Standing standing(Row row) {
    return new Standing(
        row.getUUID("worker_id"),
        AssignmentState.of(row.getString("state")),
        row.getLong("fence"),
        Rows.nullableInstant(row, "lease_until"),
        Rows.instant(row, "now"));
  }
}
