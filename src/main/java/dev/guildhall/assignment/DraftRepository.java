package dev.guildhall.assignment;

import dev.guildhall.assignment.AssignmentView.DraftPart;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of drafts. */
final class DraftRepository {

  // A draft is kept whatever became of the lease: a worker's text is never lost. While there is a
  // lease, the draft says how much of its time had passed.
  private static final Sql SAVE =
      Sql.of(
          """
          with r as (
            select * from unnest(#{assignments}::uuid[], #{workers}::uuid[], #{outputs}::text[], #{seen}::int[])
              as r (assignment_id, worker_id, output, seen))
          insert into draft (assignment_id, output, revision, fence, seconds)
          select a.id, r.output::jsonb, 1, case when a.lease_until is not null then a.fence end,
                 case when a.lease_until is not null
                   then extract(epoch from greatest(clock_timestamp(), a.pause_until) - a.leased_at)::int end
          from r join assignment a on a.id = r.assignment_id and a.worker_id = r.worker_id
          order by a.id
          on conflict (assignment_id) do update
            set output = excluded.output, revision = draft.revision + 1, saved_at = clock_timestamp(),
                fence = coalesce(excluded.fence, draft.fence), seconds = coalesce(excluded.seconds, draft.seconds)
            where exists (
              select 1 from r
              where r.assignment_id = draft.assignment_id and (r.seen is null or r.seen = draft.revision))
          returning assignment_id, revision, saved_at
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select d.output, d.revision, d.saved_at from draft d join assignment a on a.id = d.assignment_id
          where a.id = #{id} and a.worker_id = #{worker}
          """);

  /**
   * A draft to save.
   *
   * @param seen the revision it is written upon; null: whatever is there
   */
  record Written(AssignmentId assignment, UUID worker, JsonObject output, @Nullable Integer seen) {}

  /**
   * Saves drafts of different assignments. Those are missing in the answer on which another device
   * has saved since, and those of assignments that are not the worker's.
   */
  Future<Map<AssignmentId, DraftPart>> save(SqlConnection tx, Collection<Written> drafts) {
    return SAVE.run(
            tx,
            "assignments",
            drafts.stream().map(d -> d.assignment().value()).toArray(UUID[]::new),
            "workers",
            drafts.stream().map(Written::worker).toArray(UUID[]::new),
            "outputs",
            drafts.stream().map(d -> d.output().encode()).toArray(String[]::new),
            "seen",
            drafts.stream().map(Written::seen).toArray(Integer[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new AssignmentId(row.getUUID("assignment_id")),
                    row -> draft(row, null)));
  }

  Future<Optional<DraftPart>> find(SqlClient client, AssignmentId id, UUID worker) {
    return FIND.run(client, "id", id, "worker", worker)
        .map(rows -> Rows.first(rows, row -> draft(row, row.getJsonObject("output"))));
  }

  private static DraftPart draft(Row row, @Nullable JsonObject output) {
    return new DraftPart(output, row.getInteger("revision"), Rows.instant(row, "saved_at"));
  }
}
