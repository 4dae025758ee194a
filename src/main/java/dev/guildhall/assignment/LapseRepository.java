package dev.guildhall.assignment;

import dev.guildhall.assignment.EndRepository.Open;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of leases that ended without a submission, and of the waits that follow from them. */
final class LapseRepository {

  private static final Sql NOTE =
      Sql.of(
          """
          insert into lapse (assignment_id, fence, worker_id, kind)
          select assignment_id, fence, worker_id, #{kind}
          from unnest(#{assignments}::uuid[], #{fences}::bigint[], #{workers}::uuid[])
            as r (assignment_id, fence, worker_id)
          on conflict do nothing
          """);

  private static final Sql IN_A_ROW =
      Sql.of(
          """
          select p.worker_id, count(*)::int as expiries
          from lapse p join worker_load l on l.worker_id = p.worker_id
          where p.worker_id = any (#{workers}) and p.kind = 'expired'
            and p.at > greatest(clock_timestamp() - #{hours} * interval '1 hour', l.sent_at)
          group by p.worker_id
          """);

  private static final Sql COOL =
      Sql.of(
          """
          update worker_load l
          set cooldown_until = greatest(l.cooldown_until, clock_timestamp() + r.minutes * interval '1 minute')
          from unnest(#{workers}::uuid[], #{minutes}::bigint[]) as r (worker_id, minutes)
          where l.worker_id = r.worker_id
          """);

  private static final Sql STANDING =
      Sql.of(
          """
          select coalesce(max(l.held), 0) as held,
                 max(l.cooldown_until) filter (where l.cooldown_until > clock_timestamp()) as cooldown_until,
                 count(p.at) filter (where p.kind = 'returned')::int as returned,
                 count(p.at) filter (where p.kind = 'expired')::int as expired,
                 count(p.at) filter (where p.kind = 'expired' and (l.sent_at is null or p.at > l.sent_at))::int as in_a_row,
                 clock_timestamp() as now
          from (select #{worker}::uuid as worker_id) w
          left join worker_load l on l.worker_id = w.worker_id
          left join lapse p on p.worker_id = w.worker_id and p.at > clock_timestamp() - #{hours} * interval '1 hour'
          """);

  /**
   * How a worker's claims stand.
   *
   * @param returned late returns within the window
   * @param expired leases that ran out within the window
   * @param inARow those of them that ran out since the last submission
   */
  record Standing(
      int held,
      int returned,
      int expired,
      int inARow,
      @Nullable Instant cooldownUntil,
      Instant now) {}

  /**
   * @param kind how the leases ended: returned or expired
   */
  Future<Void> note(SqlConnection tx, List<Open> lapsed, AssignmentState kind) {
    return NOTE.run(
            tx,
            "kind",
            kind,
            "assignments",
            lapsed.stream().map(Open::id).toArray(UUID[]::new),
            "fences",
            lapsed.stream().map(Open::fence).toArray(Long[]::new),
            "workers",
            lapsed.stream().map(Open::worker).toArray(UUID[]::new))
        .mapEmpty();
  }

  /** How many leases of each worker ran out within the window, since their last submission. */
  Future<Map<UUID, Integer>> inARow(SqlConnection tx, Collection<UUID> workers, int windowHours) {
    return IN_A_ROW
        .run(tx, "workers", workers.toArray(UUID[]::new), "hours", windowHours)
        .map(
            rows ->
                Rows.map(rows, row -> row.getUUID("worker_id"), row -> row.getInteger("expiries")));
  }

  /** Has the next claims of these workers, whose loads are under lock, wait so long. */
  Future<Void> cool(SqlConnection tx, Map<UUID, Duration> waits) {
    return COOL.run(
            tx,
            "workers",
            waits.keySet().toArray(UUID[]::new),
            "minutes",
            waits.values().stream().map(Duration::toMinutes).toArray(Long[]::new))
        .mapEmpty();
  }

  Future<Standing> standing(SqlClient client, UUID worker, int windowHours) {
    return STANDING
        .run(client, "worker", worker, "hours", windowHours)
        .map(rows -> Rows.one(rows, LapseRepository::standing));
  }

  private static Standing standing(Row row) {
    return new Standing(
        row.getInteger("held"),
        row.getInteger("returned"),
        row.getInteger("expired"),
        row.getInteger("in_a_row"),
        Rows.nullableInstant(row, "cooldown_until"),
        Rows.instant(row, "now"));
  }
}
