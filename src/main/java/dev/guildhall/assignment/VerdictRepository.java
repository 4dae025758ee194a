package dev.guildhall.assignment;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQL of verdicts and of slots that become free. Every statement serves a whole batch. */
final class VerdictRepository {

  private static final Sql LOCK =
      Sql.of(
          """
          select s.id as submission_id, a.id, a.state, a.worker_id, a.project_id, a.task_id, a.price_micros,
                 s.revision = (select max(revision) from submission where assignment_id = a.id) as latest
          from submission s join assignment a on a.id = s.assignment_id
          where s.id = any (#{submissions})
          order by a.id
          for no key update of a
          """);

  private static final Sql STANDING =
      Sql.of(
          """
          select submission_id, kind, reason_code, text from verdict
          where submission_id = any (#{submissions}) and decided_by <> 'appeal'
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into verdict (
            id, submission_id, assignment_id, kind, reason_code, text, fixed_output, decided_by, person_id, rule)
          select id, submission_id, assignment_id, kind, reason_code, text, fixed_output::jsonb, decided_by,
                 person_id, rule
          from unnest(
            #{ids}::uuid[], #{submissions}::uuid[], #{assignments}::uuid[], #{kinds}::text[], #{reasons}::text[],
            #{texts}::text[], #{fixes}::text[], #{deciders}::text[], #{persons}::uuid[], #{rules}::text[])
            as r (id, submission_id, assignment_id, kind, reason_code, text, fixed_output, decided_by, person_id, rule)
          returning assignment_id, decided_at
          """);

  private static final Sql MOVE =
      Sql.of(
          """
          update assignment a
          set state = r.state,
              fence = a.fence + case when r.state = 'revision_requested' then 1 else 0 end,
              lease_until = case when r.state = 'revision_requested'
                then clock_timestamp() + #{revision_seconds} * interval '1 second' end,
              grace_until = case when r.state = 'revision_requested'
                then clock_timestamp() + #{revision_seconds} * interval '1 second' end,
              leased_at = case when r.state = 'revision_requested' then clock_timestamp() else a.leased_at end,
              extensions = case when r.state = 'revision_requested' then 0 else a.extensions end,
              auto_accept_at = null,
              ended_at = case when r.state = 'revision_requested' then null else clock_timestamp() end,
              changed_at = clock_timestamp(), version = a.version + 1
          from unnest(#{ids}::uuid[], #{states}::text[]) as r (id, state)
          where a.id = r.id
          """);

  // A statement of its own: one that locks and updates comes back to the row as its snapshot has
  // it,
  // and deadlocks with whoever waits there.
  private static final Sql LOCK_TASKS =
      Sql.of("select 1 from task where id = any (#{tasks}) order by id for no key update");

  // What is called back, or has answers enough, wants no more than it has: its overlap follows.
  private static final String OVERLAP =
      """
      (case when t.state = 'cancelled' then least(t.overlap, t.live - r.freed)
            when t.settled then greatest(1, least(t.overlap, t.live - r.freed))
            else t.overlap end)
      """;

  // A gold task is never done: it goes on measuring. Whoever leaves a task that has more than it
  // wants takes the surplus along, so that nobody is asked for it again. Who is turned down never
  // gets the task again: where workers are named for it, it may now want less than it did.
  private static final Sql SETTLE =
      Sql.of(
          """
          update task t
          set live = t.live - r.freed, accepted = t.accepted + r.used,
              overlap = ${overlap}, extra = greatest(0, least(t.extra, t.live - r.freed - ${overlap})),
              able = t.able - r.refused,
              state = case when t.state = 'cancelled' then t.state
                when t.gold is null and t.accepted + r.used >= least(${overlap}, t.able - r.refused) then 'done'
                else t.state end
          from (
            select task_id, count(*) filter (where used)::int as used, count(*) filter (where not used)::int as freed,
                   count(*) filter (where not used and #{refused})::int as refused
            from (select unnest(#{used}::uuid[]) as task_id, true as used
                  union all
                  select unnest(#{freed}::uuid[]), false) as each
            group by task_id) r
          where t.id = r.task_id
          returning t.project_id, t.id, t.priority, t.position, t.overlap, r.freed > 0 and t.live < t.overlap as free,
                    t.gold is null and not t.named as queued
          """
              .replace("${overlap}", OVERLAP));

  private static final Sql READMIT =
      Sql.of(
          """
          update task
          set live = live + 1, accepted = accepted + 1, extra = greatest(0, live + 1 - overlap), able = able + 1,
              state = case when state <> 'cancelled' and gold is null and accepted + 1 >= least(overlap, able + 1)
                then 'done' else state end
          where id = #{task}
          returning project_id, live, overlap
          """);

  /** A submission's assignment under lock. */
  record Judged(
      UUID submission,
      UUID assignment,
      AssignmentState state,
      UUID worker,
      UUID project,
      UUID task,
      long priceMicros,
      boolean latest) {}

  /** The verdict that stands. */
  record Standing(Judgement.Kind kind, @Nullable String reasonCode, @Nullable String text) {}

  /** A verdict to write, with the assignment it moves. */
  record NewVerdict(UUID id, Judgement judgement, Judged judged, AssignmentState next) {}

  Future<Map<UUID, Judged>> lock(SqlConnection tx, Collection<UUID> submissions) {
    return LOCK.run(tx, "submissions", submissions.toArray(UUID[]::new))
        .map(
            rows -> Rows.map(rows, row -> row.getUUID("submission_id"), VerdictRepository::judged));
  }

  private static Judged judged(Row row) {
    return new Judged(
        row.getUUID("submission_id"),
        row.getUUID("id"),
        AssignmentState.of(row.getString("state")),
        row.getUUID("worker_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getLong("price_micros"),
        row.getBoolean("latest"));
  }

  Future<Map<UUID, Standing>> standing(SqlConnection tx, Collection<UUID> submissions) {
    return STANDING
        .run(tx, "submissions", submissions.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("submission_id"),
                    row ->
                        new Standing(
                            Sql.constant(Judgement.Kind.class, row.getString("kind")),
                            row.getString("reason_code"),
                            row.getString("text"))));
  }

  /** When each was given, by its assignment. */
  Future<Map<UUID, Instant>> insert(SqlConnection tx, List<NewVerdict> verdicts) {
    return INSERT
        .run(
            tx,
            "ids",
            verdicts.stream().map(NewVerdict::id).toArray(UUID[]::new),
            "submissions",
            verdicts.stream().map(v -> v.judgement().submission()).toArray(UUID[]::new),
            "assignments",
            verdicts.stream().map(v -> v.judged().assignment()).toArray(UUID[]::new),
            "kinds",
            verdicts.stream().map(v -> Sql.wire(v.judgement().kind())).toArray(String[]::new),
            "reasons",
            verdicts.stream().map(v -> v.judgement().reasonCode()).toArray(String[]::new),
            "texts",
            verdicts.stream().map(v -> v.judgement().text()).toArray(String[]::new),
            "fixes",
            verdicts.stream().map(v -> fix(v.judgement())).toArray(String[]::new),
            "deciders",
            verdicts.stream().map(v -> Sql.wire(v.judgement().decider())).toArray(String[]::new),
            "persons",
            verdicts.stream().map(v -> v.judgement().person()).toArray(UUID[]::new),
            "rules",
            verdicts.stream().map(v -> v.judgement().rule()).toArray(String[]::new))
        .map(
            given ->
                Rows.map(
                    given,
                    row -> row.getUUID("assignment_id"),
                    row -> Rows.instant(row, "decided_at")));
  }

  private static @Nullable String fix(Judgement judgement) {
    var fixed = judgement.fixedOutput();
    return fixed == null ? null : fixed.encode();
  }

  Future<Void> move(SqlConnection tx, List<NewVerdict> verdicts, long revisionSeconds) {
    return MOVE.run(
            tx,
            "ids",
            verdicts.stream().map(v -> v.judged().assignment()).toArray(UUID[]::new),
            "states",
            verdicts.stream().map(v -> v.next().wire()).toArray(String[]::new),
            "revision_seconds",
            revisionSeconds)
        .mapEmpty();
  }

  /**
   * Counts an acceptance for each entry of {@code used} and takes a slot from a worker who is
   * turned down for each of {@code refused}; a task may stand several times. The slots that others
   * may have now.
   */
  Future<List<FreedSlot>> settle(SqlConnection tx, List<UUID> used, List<UUID> refused) {
    return settle(tx, used, refused, true);
  }

  private static Future<List<FreedSlot>> settle(
      SqlConnection tx, List<UUID> used, List<UUID> freed, boolean refused) {
    if (used.isEmpty() && freed.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    var tasks = Stream.concat(used.stream(), freed.stream()).distinct().toArray(UUID[]::new);
    // The update of one row locks it; that of several locks them in no order.
    Future<?> locking =
        tasks.length == 1 ? Future.succeededFuture() : LOCK_TASKS.run(tx, "tasks", tasks);
    var settling =
        SETTLE.run(
            tx,
            "used",
            used.toArray(UUID[]::new),
            "freed",
            freed.toArray(UUID[]::new),
            "refused",
            refused);
    return Future.all(locking, settling).map(_ -> free(settling.result()));
  }

  private static List<FreedSlot> free(RowSet<Row> settled) {
    return Rows.list(settled, row -> row).stream()
        .filter(row -> row.getBoolean("free"))
        .map(VerdictRepository::freed)
        .toList();
  }

  /** Frees one slot for each entry; a task may stand several times. */
  Future<List<FreedSlot>> free(SqlConnection tx, List<UUID> tasks) {
    return settle(tx, List.of(), tasks, false);
  }

  /** A task that has a submission again. */
  record Readmitted(UUID project, int live, int overlap) {}

  /** Takes a slot again, beyond the overlap when none is free, and counts one acceptance more. */
  Future<Readmitted> readmit(SqlConnection tx, UUID task) {
    return READMIT
        .run(tx, "task", task)
        .map(
            rows ->
                Rows.one(
                    rows,
                    row ->
                        new Readmitted(
                            row.getUUID("project_id"),
                            row.getInteger("live"),
                            row.getInteger("overlap"))));
  }

  private static FreedSlot freed(Row row) {
    return new FreedSlot(
        row.getUUID("project_id"),
        row.getUUID("id"),
        dev.guildhall.matching.QueueRank.of(row.getInteger("priority"), row.getLong("position")),
        row.getInteger("overlap"),
        row.getBoolean("queued"));
  }
}
