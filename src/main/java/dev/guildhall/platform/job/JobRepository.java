package dev.guildhall.platform.job;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL of the durable jobs. */
final class JobRepository {

  private static final Sql INSERT =
      Sql.of("insert into job (id, kind, payload) values (#{id}, #{kind}, #{payload})");

  // A running job whose lease has ended belongs to a node that died.
  private static final Sql TAKE =
      Sql.of(
          """
          update job
          set state = 'running', attempts = attempts + 1,
              lease_until = clock_timestamp() + #{lease_ms} * interval '1 millisecond'
          where id = (
            select id from job
            where kind = any (#{kinds})
              and (state = 'waiting' and run_after <= clock_timestamp()
                or state = 'running' and lease_until < clock_timestamp())
            order by run_after
            limit 1
            for no key update skip locked)
          returning id, kind, payload, attempts
          """);

  private static final Sql DONE =
      Sql.of("update job set state = 'done', lease_until = null where id = #{id}");

  private static final Sql FAILED =
      Sql.of(
          """
          update job
          set state = case when #{last} then 'failed' else 'waiting' end,
              run_after = clock_timestamp() + #{pause_ms} * interval '1 millisecond',
              lease_until = null, error = #{error}
          where id = #{id}
          """);

  Future<Void> insert(SqlConnection tx, UUID id, String kind, JsonObject payload) {
    return INSERT.run(tx, "id", id, "kind", kind, "payload", payload).mapEmpty();
  }

  Future<Optional<QueuedJob>> take(SqlConnection tx, Set<String> kinds, Duration lease) {
    return TAKE.run(tx, "kinds", kinds, "lease_ms", lease.toMillis())
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new QueuedJob(
                            row.getUUID("id"),
                            row.getString("kind"),
                            row.getJsonObject("payload"),
                            row.getInteger("attempts"))));
  }

  Future<Void> done(SqlClient client, UUID id) {
    return DONE.run(client, "id", id).mapEmpty();
  }

  Future<Void> failed(SqlClient client, UUID id, boolean last, Duration pause, String error) {
    return FAILED
        .run(client, "id", id, "last", last, "pause_ms", pause.toMillis(), "error", error)
        .mapEmpty();
  }
}
