package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** SQL of pauses. A lease that is paused moves as a whole, so that its length stays what it was. */
final class PauseRepository {

  private static final Sql LOCK =
      Sql.of(
          """
          select id, state, fence, worker_id, project_id, task_id, extensions, pauses,
                 coalesce(lease_until > clock_timestamp(), false) as runs,
                 (extract(epoch from lease_until - leased_at) * 1000000)::bigint as lease_micros,
                 (extract(epoch from paused) * 1000000)::bigint as paused_micros,
                 (extract(epoch from greatest(pause_until - clock_timestamp(), interval '0')) * 1000000)::bigint as rest_micros
          from assignment
          where id = #{id} and worker_id = #{worker}
          for no key update
          """);

  private static final Sql PAUSE =
      Sql.of(
          """
          update assignment
          set pauses = pauses + 1, pause_until = clock_timestamp() + #{micros} * interval '1 microsecond',
              paused = paused + #{micros} * interval '1 microsecond',
              leased_at = leased_at + #{micros} * interval '1 microsecond',
              lease_until = lease_until + #{micros} * interval '1 microsecond',
              grace_until = grace_until + #{micros} * interval '1 microsecond',
              changed_at = clock_timestamp(), version = version + 1
          where id = #{id}
          returning pause_until
          """);

  private static final Sql RESUME =
      Sql.of(
          """
          update assignment
          set pause_until = null, paused = paused - #{micros} * interval '1 microsecond',
              leased_at = leased_at - #{micros} * interval '1 microsecond',
              lease_until = lease_until - #{micros} * interval '1 microsecond',
              grace_until = grace_until - #{micros} * interval '1 microsecond',
              changed_at = clock_timestamp(), version = version + 1
          where id = #{id}
          """);

  /**
   * A lease under lock.
   *
   * @param runs whether it has not ended, by PostgreSQL's clock
   * @param length of the lease with its extensions, without its pauses
   * @param paused all pauses of the assignment, the one that lasts counted to its end
   * @param rest what is left of the one that lasts; zero when none does
   */
  record Lease(
      UUID id,
      AssignmentState state,
      long fence,
      UUID worker,
      UUID project,
      UUID task,
      int extensions,
      int pauses,
      boolean runs,
      Duration length,
      Duration paused,
      Duration rest) {

    boolean isPaused() {
      return rest.isPositive();
    }
  }

  Future<Optional<Lease>> lock(SqlConnection tx, AssignmentId id, UUID worker) {
    return LOCK.run(tx, "id", id, "worker", worker)
        .map(rows -> Rows.first(rows, PauseRepository::lease));
  }

  /** Begins the next pause; when it ends by itself. */
  Future<Instant> pause(SqlConnection tx, UUID id, Duration length) {
    return PAUSE
        .run(tx, "id", id, "micros", micros(length))
        .map(rows -> Rows.one(rows, row -> Rows.instant(row, "pause_until")));
  }

  /** Ends the pause that lasts, {@code rest} before it would end by itself. */
  Future<Void> resume(SqlConnection tx, UUID id, Duration rest) {
    return RESUME.run(tx, "id", id, "micros", micros(rest)).mapEmpty();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static Lease lease(Row row) {
    return new Lease(
        row.getUUID("id"),
        AssignmentState.of(row.getString("state")),
        row.getLong("fence"),
        row.getUUID("worker_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getInteger("extensions"),
        row.getInteger("pauses"),
        row.getBoolean("runs"),
        duration(row, "lease_micros"),
        duration(row, "paused_micros"),
        duration(row, "rest_micros"));
  }

  private static Duration duration(Row row, String column) {
    Long micros = row.getLong(column);
    return micros == null ? Duration.ZERO : Duration.of(micros, ChronoUnit.MICROS);
  }
}
