package dev.guildhall.assignment;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  // A gold task is never done: it goes on measuring.
  private static final Sql ACCEPTED =
      Sql.of(
          """
          update task t
          set accepted = t.accepted + r.n,
              state = case when t.gold is null and t.accepted + r.n >= t.overlap then 'done' else t.state end
          from (select task_id, count(*)::int as n from unnest(#{tasks}::uuid[]) as w (task_id)
                group by task_id order by task_id) r
          where t.id = r.task_id
          """);

  private static final Sql FREE =
      Sql.of(
          """
          update task t set live = t.live - r.n
          from (select task_id, count(*)::int as n from unnest(#{tasks}::uuid[]) as w (task_id)
                group by task_id order by task_id) r
          where t.id = r.task_id
          returning t.project_id, t.id, t.priority, t.position, t.overlap, t.gold is null and not t.named as queued, r.n
          """);

  // A verdict overturned after its slot went to another worker: the task then has one submission
  // more, by decision.
  private static final Sql READMIT =
      Sql.of(
          """
          update task set live = live + #{slots}, overlap = greatest(overlap, live + #{slots}), accepted = accepted + 1,
              state = case when gold is null and accepted + 1 >= greatest(overlap, live + #{slots}) then 'done' else state end
          where id = #{task}
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
            rows -> {
              var found = new HashMap<UUID, Judged>();
              for (Row row : rows) {
                found.put(row.getUUID("submission_id"), judged(row));
              }
              return found;
            });
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
            rows -> {
              var found = new HashMap<UUID, Standing>();
              for (Row row : rows) {
                found.put(
                    row.getUUID("submission_id"),
                    new Standing(
                        Sql.constant(Judgement.Kind.class, row.getString("kind")),
                        row.getString("reason_code"),
                        row.getString("text")));
              }
              return found;
            });
  }

  Future<Void> insert(SqlConnection tx, List<NewVerdict> verdicts) {
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
        .mapEmpty();
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

  Future<Void> accepted(SqlConnection tx, List<UUID> tasks) {
    return tasks.isEmpty()
        ? Future.succeededFuture()
        : ACCEPTED.run(tx, "tasks", tasks.toArray(UUID[]::new)).mapEmpty();
  }

  /** Frees one slot for each entry; a task may stand several times. */
  Future<List<FreedSlot>> free(SqlConnection tx, List<UUID> tasks) {
    return tasks.isEmpty()
        ? Future.succeededFuture(List.of())
        : FREE.run(tx, "tasks", tasks.toArray(UUID[]::new))
            .map(rows -> Rows.list(rows, VerdictRepository::freed));
  }

  /** Takes {@code slots} slots again and counts one acceptance more. */
  Future<Void> readmit(SqlConnection tx, UUID task, int slots) {
    return READMIT.run(tx, "task", task, "slots", slots).mapEmpty();
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
