package dev.guildhall.attempt;

import dev.guildhall.attempt.Admission.Standing;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of what decides whether a test may be begun, and of time allowances. */
final class StandingRepository {

  private static final Sql STANDING =
      Sql.of(
          """
          select q.id, a.made, a.oldest, a.retry_from, a.open, coalesce(a.waits, false) as waits,
                 exists (
                   select from membership m join worker w on w.account_id = m.account_id
                   where m.organisation_id = q.organisation_id and w.id = #{worker}) as member
          from qualification q
          cross join lateral (
            select count(*) filter (where state <> 'voided' and started_at > clock_timestamp() - interval '1 year') as made,
                   min(started_at) filter (where state <> 'voided' and started_at > clock_timestamp() - interval '1 year')
                     as oldest,
                   max(retry_from) as retry_from,
                   (max(id::text) filter (where state = 'open'))::uuid as open,
                   bool_or(state in ('submitted', 'auto_graded', 'in_grading', 'adjudicated')) as waits
            from attempt where qualification_id = q.id and worker_id = #{worker}) a
          where q.id = any (#{ids})
          """);

  private static final Sql OFFERED_BY =
      Sql.of(
          """
          select q.id, o.name from qualification q join organisation o on o.id = q.organisation_id
          where q.id = any (#{ids})
          """);

  private static final Sql ALLOWANCE =
      Sql.of("select time_multiplier, note from accommodation where worker_id = #{worker}");

  private static final Sql ALLOW =
      Sql.of(
          """
          insert into accommodation (worker_id, time_multiplier, note, given_by)
          select id, #{multiplier}::float8::numeric, #{note}, #{actor} from worker where id = #{worker}
          on conflict (worker_id) do update
          set time_multiplier = excluded.time_multiplier, note = excluded.note, given_by = excluded.given_by,
              given_at = clock_timestamp()
          """);

  Future<Map<QualificationId, Standing>> standings(
      SqlClient client, WorkerId worker, Collection<QualificationId> qualifications) {
    return STANDING
        .run(client, "worker", worker, "ids", uuids(qualifications))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new QualificationId(row.getUUID("id")),
                    StandingRepository::standing));
  }

  private static Standing standing(Row row) {
    var open = row.getUUID("open");
    return new Standing(
        row.getInteger("made"),
        Rows.nullableInstant(row, "oldest"),
        Rows.nullableInstant(row, "retry_from"),
        open == null ? null : new AttemptId(open),
        row.getBoolean("waits"),
        row.getBoolean("member"));
  }

  /** The names of the organisations. */
  Future<Map<QualificationId, String>> offeredBy(
      SqlClient client, Collection<QualificationId> qualifications) {
    return OFFERED_BY
        .run(client, "ids", uuids(qualifications))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new QualificationId(row.getUUID("id")),
                    row -> row.getString("name")));
  }

  private static UUID[] uuids(Collection<QualificationId> ids) {
    return ids.stream().map(QualificationId::value).toArray(UUID[]::new);
  }

  /**
   * A time allowance.
   *
   * @param timeMultiplier 1 to 4
   */
  record Allowance(double timeMultiplier, @Nullable String note) {
    static final Allowance USUAL = new Allowance(1, null);
  }

  /** What the worker is allowed; the usual where nothing else was said. */
  Future<Allowance> allowance(SqlClient client, WorkerId worker) {
    return ALLOWANCE
        .run(client, "worker", worker)
        .map(
            rows ->
                Rows.first(
                        rows,
                        row ->
                            new Allowance(
                                row.getNumeric("time_multiplier").doubleValue(),
                                row.getString("note")))
                    .orElse(Allowance.USUAL));
  }

  /** Whether there is such a worker. */
  Future<Boolean> allow(SqlClient client, WorkerId worker, Allowance allowance, UUID actor) {
    return ALLOW
        .run(
            client,
            "worker",
            worker,
            "multiplier",
            allowance.timeMultiplier(),
            "note",
            allowance.note(),
            "actor",
            actor)
        .map(rows -> rows.rowCount() == 1);
  }
}
