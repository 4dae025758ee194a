package dev.guildhall.settling;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL of the tasks whose answers a rule looks at. Every statement serves a whole batch. */
final class SettlingRepository {

  private static final Sql PROGRESS =
      Sql.of(
          """
          select coalesce(position, '') as position,
                 exists (select 1 from project where overlap_rule is not null and state <> 'completed') as is_used
          from settling_progress
          for no key update skip locked
          """);

  private static final Sql ADVANCE = Sql.of("update settling_progress set position = #{position}");

  private static final Sql RULED =
      Sql.of("select id from project where overlap_rule is not null and state <> 'completed'");

  // Of assignments that something happened to, and of projects that got money: there, what waited
  // for it.
  private static final Sql TOUCHED =
      Sql.of(
          """
          select t.id from assignment a join task t on t.id = a.task_id
          where a.id = any (#{assignments}) and t.overlap_max is not null and t.state <> 'cancelled'
          union
          (select t.id from task t
           where t.project_id = any (#{projects}) and t.overlap_max is not null and not t.settled
             and t.live >= t.overlap and t.state <> 'cancelled'
           limit #{limit})
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select t.id, t.project_id, t.live, t.overlap, t.overlap_max, t.settled, t.priority, t.position
          from task t
          where t.id = any (#{tasks}) and t.overlap_max is not null and t.state <> 'cancelled'
          order by t.id
          for no key update
          """);

  // As the workers gave them: what a reviewer mended is the reviewer's answer.
  private static final Sql ANSWERS =
      Sql.of(
          """
          select a.task_id, coalesce(s.output ->> 'label', s.output ->> 'choice') as answer, count(*)::int as given
          from assignment a
          join lateral (
            select output from submission where assignment_id = a.id order by revision desc limit 1) s on true
          where a.task_id = any (#{tasks}) and a.state in ('submitted', 'accepted', 'accepted_with_fix')
          group by a.task_id, answer
          """);

  private static final Sql WRITE =
      Sql.of(
          """
          update task t
          set overlap = r.overlap, settled = r.settled, extra = greatest(0, t.live - r.overlap),
              state = case when t.accepted >= r.overlap then 'done' else 'open' end
          from unnest(#{tasks}::uuid[], #{overlaps}::int[], #{settled}::boolean[]) as r (id, overlap, settled)
          where t.id = r.id
          """);

  /**
   * How far the log was read.
   *
   * @param position empty before the first look
   * @param isUsed whether any project has a rule
   */
  record Progress(String position, boolean isUsed) {}

  /**
   * A task that a rule decides of, under lock.
   *
   * @param most how many answers it may have
   */
  record Undecided(
      UUID id,
      UUID project,
      int live,
      int overlap,
      int most,
      boolean settled,
      int priority,
      long position) {}

  /** Takes the turn; empty when another node has it. */
  Future<Optional<Progress>> progress(SqlConnection tx) {
    return PROGRESS
        .run(tx)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row -> new Progress(row.getString("position"), row.getBoolean("is_used"))));
  }

  Future<Void> advance(SqlConnection tx, String position) {
    return ADVANCE.run(tx, "position", position).mapEmpty();
  }

  /** The projects that have a rule. */
  Future<List<UUID>> ruled(SqlConnection tx) {
    return RULED.run(tx).map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  Future<List<UUID>> touched(
      SqlConnection tx, Collection<UUID> assignments, Collection<UUID> projects, int limit) {
    return TOUCHED
        .run(
            tx,
            "assignments",
            assignments.toArray(UUID[]::new),
            "projects",
            projects.toArray(UUID[]::new),
            "limit",
            limit)
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  Future<List<Undecided>> lock(SqlConnection tx, Collection<UUID> tasks) {
    return LOCK.run(tx, "tasks", tasks.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, SettlingRepository::undecided));
  }

  private static Undecided undecided(Row row) {
    return new Undecided(
        row.getUUID("id"),
        row.getUUID("project_id"),
        row.getInteger("live"),
        row.getInteger("overlap"),
        row.getInteger("overlap_max"),
        row.getBoolean("settled"),
        row.getInteger("priority"),
        row.getLong("position"));
  }

  /** How often each answer was given, by task. */
  Future<Map<UUID, Map<String, Integer>>> answers(SqlConnection tx, Collection<UUID> tasks) {
    return ANSWERS
        .run(tx, "tasks", tasks.toArray(UUID[]::new))
        .map(
            rows -> {
              var byTask = new HashMap<UUID, Map<String, Integer>>();
              rows.forEach(
                  row ->
                      byTask
                          .computeIfAbsent(row.getUUID("task_id"), _ -> new HashMap<>())
                          .put(row.getString("answer"), row.getInteger("given")));
              return byTask;
            });
  }

  Future<Void> write(
      SqlConnection tx, List<UUID> tasks, List<Integer> overlaps, List<Boolean> settled) {
    return WRITE
        .run(
            tx,
            "tasks",
            tasks.toArray(UUID[]::new),
            "overlaps",
            overlaps.toArray(Integer[]::new),
            "settled",
            settled.toArray(Boolean[]::new))
        .mapEmpty();
  }
}
