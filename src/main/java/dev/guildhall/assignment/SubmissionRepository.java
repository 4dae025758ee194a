package dev.guildhall.assignment;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the submission. Every statement of the write path serves a whole batch. */
final class SubmissionRepository {

  private static final Sql CONTEXT =
      Sql.of(
          """
          select a.id, a.worker_id, a.project_id, p.version, t.gold
          from assignment a join task t on t.id = a.task_id join project p on p.id = a.project_id
          where a.id = any (#{ids})
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select id, state, fence, worker_id, project_id, task_id, price_micros, currency,
                 (select max(revision) from submission s where s.assignment_id = a.id) as revision,
                 exists (select from draft d where d.assignment_id = a.id) as drafted,
                 (select version from project p where p.id = a.project_id) as project_version,
                 grace_until >= clock_timestamp() as in_time
          from assignment a
          where id = any (#{ids})
          order by id
          for no key update
          """);

  private static final Sql KNOWN =
      Sql.of("select id, assignment_id from submission where id = any (#{ids})");

  // Seconds are those under a lease: what a submission waited for its verdict is not in its
  // revision's. What the device measured in all goes over what it said along the way.
  private static final Sql INSERT =
      Sql.of(
          """
          insert into submission (
            id, assignment_id, revision, fence, output, sha256, active_seconds, seconds, gold_right)
          select r.id, r.assignment_id, r.revision, r.fence, r.output::jsonb, r.sha256,
                 coalesce(r.active_seconds, h.active_seconds),
                 least(
                   extract(epoch from greatest(clock_timestamp(), a.pause_until) - a.leased_at)
                     + coalesce((select max(seconds) from submission s where s.assignment_id = a.id), 0),
                   2000000000)::int,
                 r.gold_right
          from unnest(
            #{ids}::uuid[], #{assignments}::uuid[], #{revisions}::int[], #{fences}::bigint[], #{outputs}::text[],
            #{hashes}::bytea[], #{active}::int[], #{gold}::boolean[])
            as r (id, assignment_id, revision, fence, output, sha256, active_seconds, gold_right)
          join assignment a on a.id = r.assignment_id
          left join heartbeat h on h.assignment_id = a.id and h.fence = a.fence
          returning assignment_id, submitted_at
          """);

  // What the rule accepts at once passes through 'submitted' within this change. A pause that lasts
  // ends with it.
  private static final Sql SUBMITTED =
      Sql.of(
          """
          update assignment a
          set state = case when r.accepted then 'accepted' else 'submitted' end,
              submitted_at = clock_timestamp(), lease_until = null, grace_until = null, pause_until = null,
              paused = paused - greatest(pause_until - clock_timestamp(), interval '0'),
              auto_accept_at = case when not r.accepted then clock_timestamp() + r.hours * interval '1 hour' end,
              ended_at = case when r.accepted then clock_timestamp() end,
              changed_at = clock_timestamp(), version = a.version + 1
          from unnest(#{ids}::uuid[], #{accepted}::boolean[], #{hours}::int[]) as r (id, accepted, hours)
          where a.id = r.id
          returning a.id, a.version, a.auto_accept_at, clock_timestamp() as now
          """);

  private static final Sql KEEP_TEXTS =
      Sql.of(
          """
          insert into draft (assignment_id, output, revision)
          select id, output::jsonb, 1 from unnest(#{ids}::uuid[], #{outputs}::text[]) as r (id, output)
          on conflict (assignment_id) do update
            set output = excluded.output, revision = draft.revision + 1, saved_at = clock_timestamp()
          """);

  private static final Sql REFUSED =
      Sql.of(
          "select subject_id from event where subject_id = any (#{ids}) and type = 'submission.refused'");

  // A statement of its own: one that locks and updates comes back to the row as its snapshot has
  // it,
  // and deadlocks with whoever waits there.
  private static final Sql LOCK_LOADS =
      Sql.of(
          "select 1 from worker_load where worker_id = any (#{workers}) order by worker_id for no key update");

  private static final Sql FREE_LOADS =
      Sql.of(
          """
          update worker_load l set held = l.held - r.n
          from (
            select worker_id, count(*)::int as n from unnest(#{workers}::uuid[]) as w (worker_id)
            group by worker_id) r
          where l.worker_id = r.worker_id
          """);

  // What was sent ends the row of expiries, and the wait that followed from it.
  private static final Sql SENT =
      Sql.of(
          """
          update worker_load l
          set held = l.held - r.n, sent_at = clock_timestamp(), cooldown_until = null
          from (
            select worker_id, count(*) filter (where was_held)::int as n
            from unnest(#{workers}::uuid[], #{held}::boolean[]) as w (worker_id, was_held)
            group by worker_id) r
          where l.worker_id = r.worker_id
          """);

  /** What a submission is checked against before it is written. */
  record Context(UUID worker, ProjectId project, int projectVersion, @Nullable JsonObject gold) {}

  /** An assignment under lock. */
  record Locked(
      UUID id,
      AssignmentState state,
      long fence,
      UUID worker,
      UUID project,
      UUID task,
      Money price,
      int revisions,
      boolean inTime,
      boolean drafted,
      int projectVersion) {}

  /** An assignment after its work was sent. */
  record Moved(int version, @Nullable Instant autoAcceptAt, Instant now) {}

  /** A submission with its place in the assignment. */
  record NewSubmission(Sent sent, int revision) {}

  Future<Map<AssignmentId, Context>> contexts(
      SqlClient client, Collection<AssignmentId> assignments) {
    return CONTEXT
        .run(client, "ids", assignments)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new AssignmentId(row.getUUID("id")),
                    SubmissionRepository::context));
  }

  private static Context context(Row row) {
    return new Context(
        row.getUUID("worker_id"),
        new ProjectId(row.getUUID("project_id")),
        row.getInteger("version"),
        row.getJsonObject("gold"));
  }

  Future<Map<UUID, Locked>> lock(SqlConnection tx, Collection<UUID> ids) {
    return LOCK.run(tx, "ids", ids.stream().distinct().sorted().toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("id"), SubmissionRepository::locked));
  }

  private static Locked locked(Row row) {
    Integer revision = row.getInteger("revision");
    return new Locked(
        row.getUUID("id"),
        AssignmentState.of(row.getString("state")),
        row.getLong("fence"),
        row.getUUID("worker_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        new Money(row.getLong("price_micros"), row.getString("currency")),
        revision == null ? 0 : revision,
        Boolean.TRUE.equals(row.getBoolean("in_time")),
        row.getBoolean("drafted"),
        row.getInteger("project_version"));
  }

  /** The assignment that each known submission id belongs to. */
  Future<Map<UUID, UUID>> known(SqlConnection tx, Collection<UUID> submissions) {
    return KNOWN
        .run(tx, "ids", submissions.toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("id"), row -> row.getUUID("assignment_id")));
  }

  /** When each was taken, by its assignment. */
  Future<Map<UUID, Instant>> insert(SqlConnection tx, List<NewSubmission> rows) {
    return INSERT
        .run(
            tx,
            "ids",
            rows.stream().map(r -> r.sent().submission()).toArray(UUID[]::new),
            "assignments",
            rows.stream().map(r -> r.sent().assignment().value()).toArray(UUID[]::new),
            "revisions",
            rows.stream().map(NewSubmission::revision).toArray(Integer[]::new),
            "fences",
            rows.stream().map(r -> r.sent().fence()).toArray(Long[]::new),
            "outputs",
            rows.stream().map(r -> r.sent().text()).toArray(String[]::new),
            "hashes",
            rows.stream().map(r -> Buffer.buffer(r.sent().sha256())).toArray(Buffer[]::new),
            "active",
            rows.stream().map(r -> r.sent().activeSeconds()).toArray(Integer[]::new),
            "gold",
            rows.stream().map(r -> r.sent().goldRight()).toArray(Boolean[]::new))
        .map(
            taken ->
                Rows.map(
                    taken,
                    row -> row.getUUID("assignment_id"),
                    row -> Rows.instant(row, "submitted_at")));
  }

  /** Moves the assignments on; as they are then. */
  Future<Map<UUID, Moved>> submitted(SqlConnection tx, List<Sent> sent) {
    return SUBMITTED
        .run(
            tx,
            "ids",
            sent.stream().map(s -> s.assignment().value()).toArray(UUID[]::new),
            "accepted",
            sent.stream().map(s -> s.plan().atOnce()).toArray(Boolean[]::new),
            "hours",
            sent.stream().map(s -> s.plan().autoAcceptHours()).toArray(Integer[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("id"), SubmissionRepository::moved));
  }

  private static Moved moved(Row row) {
    return new Moved(
        row.getInteger("version"),
        Rows.nullableInstant(row, "auto_accept_at"),
        Rows.instant(row, "now"));
  }

  /** Those of the submission ids that were refused before because their lease was over. */
  Future<Set<UUID>> refused(SqlConnection tx, Collection<UUID> submissions) {
    return REFUSED
        .run(tx, "ids", submissions.toArray(UUID[]::new))
        .map(rows -> Set.copyOf(Rows.list(rows, row -> row.getUUID("subject_id"))));
  }

  Future<Void> keepTexts(SqlConnection tx, List<Sent> lost) {
    return KEEP_TEXTS
        .run(
            tx,
            "ids",
            lost.stream().map(s -> s.assignment().value()).toArray(UUID[]::new),
            "outputs",
            lost.stream().map(Sent::text).toArray(String[]::new))
        .mapEmpty();
  }

  /** One task less for each entry; a worker may stand several times. */
  Future<Void> freeLoads(SqlConnection tx, List<UUID> workers) {
    var each = workers.toArray(UUID[]::new);
    return Future.all(lockLoads(tx, each), FREE_LOADS.run(tx, "workers", each)).mapEmpty();
  }

  /**
   * Notes that these workers have sent something; one task less for each entry whose {@code held}
   * is true.
   */
  Future<Void> sent(SqlConnection tx, List<UUID> workers, List<Boolean> held) {
    var each = workers.toArray(UUID[]::new);
    return Future.all(
            lockLoads(tx, each),
            SENT.run(tx, "workers", each, "held", held.toArray(Boolean[]::new)))
        .mapEmpty();
  }

  /** The update of one row locks it; that of several locks them in no order. */
  private static Future<?> lockLoads(SqlConnection tx, UUID[] workers) {
    return workers.length == 1 ? Future.succeededFuture() : LOCK_LOADS.run(tx, "workers", workers);
  }
}
