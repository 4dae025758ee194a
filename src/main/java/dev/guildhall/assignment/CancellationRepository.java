package dev.guildhall.assignment;

import dev.guildhall.assignment.Cancellations.Cancelled;
import dev.guildhall.assignment.Cancellations.InWork;
import dev.guildhall.assignment.Cancellations.Slots;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.task.TaskState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of work that is called back. Every statement serves a whole batch. */
final class CancellationRepository {

  private static final Sql LOCK_IN_WORK =
      Sql.of(
          """
          select id, state, worker_id, task_id, price_micros, currency
          from assignment
          where task_id = any (#{tasks}) and state in ('claimed', 'revision_requested')
          order by id
          for no key update
          """);

  private static final Sql LOCK_LOADS =
      Sql.of(
          "select 1 from worker_load where worker_id = any (#{workers}) order by worker_id for no key update");

  private static final Sql LOCK_TASKS =
      Sql.of(
          """
          select id, key, state, gold is not null as gold, greatest(0, least(overlap, able) - live) as free, live
          from task where id = any (#{tasks}) order by id for no key update
          """);

  private static final Sql NOTE =
      Sql.of(
          """
          insert into cancellation (assignment_id, reason, note, seconds, evidence, pay_micros, rule, person_id)
          select assignment_id, #{reason}, #{note}, seconds, evidence, pay, rule, #{person}
          from unnest(#{assignments}::uuid[], #{seconds}::int[], #{evidences}::text[], #{pays}::bigint[], #{rules}::text[])
            as r (assignment_id, seconds, evidence, pay, rule)
          """);

  // The tasks are under lock. What stands goes on to its verdict, and nothing more is wanted.
  private static final Sql CLOSE =
      Sql.of(
          """
          update task t
          set live = t.live - r.ended, overlap = t.live - r.ended, extra = 0, overlap_max = null, settled = false,
              state = 'cancelled'
          from unnest(#{tasks}::uuid[], #{ended}::int[]) as r (id, ended)
          where t.id = r.id
          """);

  Future<List<InWork>> lockInWork(SqlConnection tx, Collection<UUID> tasks) {
    return LOCK_IN_WORK
        .run(tx, "tasks", tasks.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, CancellationRepository::inWork));
  }

  private static InWork inWork(Row row) {
    return new InWork(
        row.getUUID("id"),
        AssignmentState.of(row.getString("state")),
        row.getUUID("worker_id"),
        row.getUUID("task_id"),
        new Money(row.getLong("price_micros"), row.getString("currency")));
  }

  Future<Void> lockLoads(SqlConnection tx, Collection<UUID> workers) {
    return LOCK_LOADS.run(tx, "workers", workers.toArray(UUID[]::new)).mapEmpty();
  }

  Future<List<Slots>> lockTasks(SqlConnection tx, Collection<UUID> tasks) {
    return LOCK_TASKS
        .run(tx, "tasks", tasks.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Slots(
                            row.getUUID("id"),
                            row.getString("key"),
                            TaskState.parse(row.getString("state")),
                            row.getBoolean("gold"),
                            row.getInteger("free"),
                            row.getInteger("live"))));
  }

  Future<Void> note(
      SqlConnection tx, List<Cancelled> ended, String reason, @Nullable String note, UUID person) {
    return NOTE.run(
            tx,
            "reason",
            reason,
            "note",
            note,
            "person",
            person,
            "assignments",
            ended.stream().map(c -> c.work().id()).toArray(UUID[]::new),
            "seconds",
            ended.stream().map(Cancelled::seconds).toArray(Integer[]::new),
            "evidences",
            ended.stream().map(Cancelled::evidence).toArray(String[]::new),
            "pays",
            ended.stream().map(c -> c.pay().micros()).toArray(Long[]::new),
            "rules",
            ended.stream().map(Cancelled::rule).toArray(String[]::new))
        .mapEmpty();
  }

  Future<Void> close(SqlConnection tx, List<UUID> tasks, List<Integer> ended) {
    return CLOSE
        .run(tx, "tasks", tasks.toArray(UUID[]::new), "ended", ended.toArray(Integer[]::new))
        .mapEmpty();
  }
}
