package dev.guildhall.platform.job;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL of the durable jobs. */
final class JobRepository {

  private static final Sql INSERT =
      Sql.of("insert into job (id, kind, payload) values (#{id}, #{kind}, #{payload})");

  // A running job whose lease has ended belongs to a node that died. The attempt is counted before
  // it begins, so that one that takes its node along counts as well.
  private static final Sql TAKE =
      Sql.of(
          """
          update job
          set state = 'running', attempts = attempts + 1,
              lease_until = clock_timestamp() + #{lease_ms} * interval '1 millisecond'
          where id = (
            select id from job
            where kind = any (#{kinds}) and attempts < #{max_attempts}
              and (state = 'waiting' and run_after <= clock_timestamp()
                or state = 'running' and lease_until < clock_timestamp())
            order by run_after
            limit 1
            for no key update skip locked)
          returning id, kind, payload, attempts
          """);

  private static final Sql PARK_DEAD =
      Sql.of(
          """
          update job
          set state = 'failed', lease_until = null,
              error = 'the last attempt ended with its node' || coalesce('; before that: ' || error, '')
          where id = any (array(
            select id from job
            where state = 'running' and lease_until < clock_timestamp() and attempts >= #{max_attempts}
            for no key update skip locked))
          returning id, kind, payload, attempts
          """);

  // The number of the attempt is its fence: whoever was given up on changes nothing any more.
  private static final Sql RENEW =
      Sql.of(
          """
          update job set lease_until = clock_timestamp() + #{lease_ms} * interval '1 millisecond'
          where id = #{id} and state = 'running' and attempts = #{attempt}
          """);

  private static final Sql DONE =
      Sql.of("delete from job where id = #{id} and state = 'running' and attempts = #{attempt}");

  private static final Sql FAILED =
      Sql.of(
          """
          update job
          set state = case when #{last} then 'failed' else 'waiting' end,
              run_after = clock_timestamp() + #{pause_ms} * interval '1 millisecond',
              lease_until = null, error = #{error}
          where id = #{id} and state = 'running' and attempts = #{attempt}
          """);

  Future<Void> insert(SqlConnection tx, UUID id, String kind, JsonObject payload) {
    return INSERT.run(tx, "id", id, "kind", kind, "payload", payload).mapEmpty();
  }

  /** Takes a job that is due and has an attempt left. */
  Future<Optional<QueuedJob>> take(
      SqlConnection tx, Set<String> kinds, Duration lease, int maxAttempts) {
    return TAKE.run(tx, "kinds", kinds, "lease_ms", lease.toMillis(), "max_attempts", maxAttempts)
        .map(rows -> Rows.first(rows, JobRepository::job));
  }

  /** Lays to rest the jobs whose last attempt ended with its node; these are they. */
  Future<List<QueuedJob>> parkDead(SqlClient client, int maxAttempts) {
    return PARK_DEAD
        .run(client, "max_attempts", maxAttempts)
        .map(rows -> Rows.list(rows, JobRepository::job));
  }

  /** Whether the job is still the caller's; if so, for another lease. */
  Future<Boolean> renew(SqlClient client, QueuedJob job, Duration lease) {
    return RENEW
        .run(client, "id", job.id(), "attempt", job.attempts(), "lease_ms", lease.toMillis())
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> done(SqlClient client, QueuedJob job) {
    return DONE.run(client, "id", job.id(), "attempt", job.attempts()).mapEmpty();
  }

  Future<Void> failed(SqlClient client, QueuedJob job, boolean last, Duration pause, String error) {
    return FAILED
        .run(
            client,
            "id",
            job.id(),
            "attempt",
            job.attempts(),
            "last",
            last,
            "pause_ms",
            pause.toMillis(),
            "error",
            error)
        .mapEmpty();
  }

  private static QueuedJob job(Row row) {
    return new QueuedJob(
        row.getUUID("id"),
        row.getString("kind"),
        row.getJsonObject("payload"),
        row.getInteger("attempts"));
  }
}
