package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** SQL that turns what is accepted at the cut into items. */
final class FreezeRepository {

  private static final Sql HORIZON_PASSED =
      Sql.of(
          "select pg_snapshot_xmin(pg_current_snapshot()) > cut_xid as passed from delivery where id = #{id}");

  private static final Sql READ_ONE_SNAPSHOT =
      Sql.of("set transaction isolation level repeatable read");

  private static final Sql LOCK =
      Sql.of(
          """
          select d.project_id, p.kind,
                 (select coalesce(max(position), 0) from task where project_id = p.id) as last_position
          from delivery d join project p on p.id = d.project_id
          where d.id = #{id} and d.state = 'building' and d.facts is null
          for no key update of d
          """);

  // The last verdict of each assignment at the cut decides. Work voided by then is no data,
  // whatever was decided before.
  private static final Sql ACCEPTED =
      Sql.of(
          """
          select s.id, t.id as task_id, t.key, t.input, t.metadata, t.gold is not null as is_gold, a.worker_id,
                 a.guideline_version, s.revision, s.output, v.fixed_output, s.gold_right, s.seconds, s.active_seconds,
                 s.submitted_at, v.kind
          from delivery d
          join task t on t.project_id = d.project_id and t.position > #{after} and t.position <= #{until}
          join assignment a on a.task_id = t.id
          join lateral (
            select v.submission_id, v.kind, v.fixed_output
            from verdict v
            where v.assignment_id = a.id and v.decided_at <= d.cut_at
            order by v.decided_at desc, v.id desc
            limit 1) v on v.kind in ('accept', 'accept_with_fix')
          join submission s on s.id = v.submission_id
          where d.id = #{id} and not (a.state = 'voided' and coalesce(a.ended_at, a.changed_at) <= d.cut_at)
          order by t.position, t.id, a.id
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into delivery_item (delivery_id, part, position, line)
          select #{id}, #{part}, item.position, item.line
          from unnest(#{positions}::bigint[], #{lines}::text[]) as item (position, line)
          """);

  private static final Sql FREEZE_FACTS =
      Sql.of(
          """
          update delivery d
          set tasks = #{tasks}, submissions = #{submissions},
              facts = jsonb_build_object(
                'name', p.name, 'kind', p.kind, 'template', p.template, 'overlap', p.overlap,
                'organisation', o.name, 'languages', jsonb_path_query_array(p.requirements, '$.languages[*].language'),
                'price_micros', p.price_micros, 'currency', p.currency, 'review_mode', p.review_mode,
                'workers', #{workers}::bigint, 'answers', #{answers}::bigint, 'training', #{training}::bigint,
                'gold_submissions', #{gold}::bigint, 'fixed_submissions', #{fixed}::bigint,
                'tasks_loaded', (select count(*) from task t
                                 where t.project_id = p.id and t.gold is null and t.created_at <= d.cut_at),
                'guideline_version', g.version, 'guideline', g.markdown)
          from project p
          join organisation o on o.id = p.organisation_id
          left join lateral (
            select version, markdown from guideline
            where project_id = p.id
              and published_at <= (select cut_at from delivery where id = #{id})
            order by version desc limit 1) g on true
          where d.id = #{id} and p.id = d.project_id
          """);

  /** Whether every transaction that may have decided something before the cut has ended. */
  Future<Boolean> horizonPassed(SqlClient client, DeliveryId id) {
    return HORIZON_PASSED
        .run(client, "id", id)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("passed")));
  }

  /** Lets every statement of the transaction, which is at its beginning, see the same. */
  Future<Void> readOneSnapshot(SqlConnection tx) {
    return READ_ONE_SNAPSHOT.run(tx).mapEmpty();
  }

  /** Locks a delivery that is not frozen yet; empty when it is. */
  Future<Optional<Subject>> lock(SqlConnection tx, DeliveryId id) {
    return LOCK.run(tx, "id", id)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Subject(
                            row.getUUID("project_id"),
                            row.getString("kind"),
                            row.getLong("last_position"))));
  }

  /**
   * What is accepted at the cut of the tasks after one position and up to another, ordered by task.
   */
  Future<Cursor> accepted(SqlConnection tx, DeliveryId id, long after, long until) {
    return ACCEPTED.cursor(tx, "id", id, "after", after, "until", until);
  }

  Future<Void> insert(SqlConnection tx, DeliveryId id, Part part, long after, List<String> lines) {
    if (lines.isEmpty()) {
      return Future.succeededFuture();
    }
    var positions = LongStream.rangeClosed(after + 1, after + lines.size()).boxed().toList();
    return INSERT
        .run(tx, "id", id, "part", part, "positions", positions, "lines", lines)
        .mapEmpty();
  }

  Future<Void> freezeFacts(SqlConnection tx, DeliveryId id, JsonObject counts) {
    return FREEZE_FACTS
        .run(
            tx,
            "id",
            id,
            "tasks",
            counts.getInteger("tasks"),
            "submissions",
            counts.getInteger("submissions"),
            "workers",
            counts.getLong("workers"),
            "answers",
            counts.getLong("answers"),
            "training",
            counts.getLong("training"),
            "gold",
            counts.getLong("gold"),
            "fixed",
            counts.getLong("fixed"))
        .mapEmpty();
  }

  /** Whose data is frozen, and how far its tasks go. */
  record Subject(UUID project, String kind, long lastPosition) {}
}
