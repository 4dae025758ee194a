package dev.guildhall.assignment;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of taking up a task again. */
final class ReopenRepository {

  private static final String COLUMNS =
      """
      select id, state, fence, worker_id, project_id, task_id, price_micros, submitted_at is not null as was_sent,
             exists (select 1 from task t where t.id = assignment.task_id and t.named) as named
      from assignment
      """;

  private static final Sql FIND = Sql.of(COLUMNS + "where id = #{id} and worker_id = #{worker}");

  private static final Sql LOCK =
      Sql.of(COLUMNS + "where id = #{id} and worker_id = #{worker} for no key update");

  // Nothing when the claim has got a task meanwhile, by a twin of this request.
  private static final Sql NAMED =
      Sql.of(
          """
          select a.id
          from task_worker w
          join task t on t.id = w.task_id
          join assignment a on a.task_id = w.task_id and a.worker_id = w.worker_id
          where w.worker_id = #{worker} and w.project_id = #{project} and t.live < t.overlap
            and a.state = any (#{states})
            and not exists (select 1 from assignment c where c.claim_id = #{claim})
          order by t.priority desc, t.position
          limit 1
          """);

  private static final Sql REOPEN =
      Sql.of(
          """
          with former as (
            insert into former_claim (claim_id, assignment_id)
            select claim_id, id from assignment
            where id = #{id} and claim_id <> coalesce(#{claim}::uuid, claim_id))
          update assignment
          set state = 'claimed', claim_id = coalesce(#{claim}::uuid, claim_id), fence = fence + 1,
              leased_at = clock_timestamp(),
              lease_until = clock_timestamp() + #{lease_seconds} * interval '1 second',
              grace_until = clock_timestamp() + (#{lease_seconds} + #{grace_seconds}) * interval '1 second',
              extensions = 0, guideline_version = #{guideline}, ended_at = null, end_reason = null, end_note = null,
              changed_at = clock_timestamp(), version = version + 1
          where id = #{id}
          """);

  /**
   * An assignment that may have ended; {@code wasSent} when something was submitted before, {@code
   * named} when only named workers may do the task.
   */
  record Former(
      AssignmentId id,
      AssignmentState state,
      long fence,
      UUID worker,
      UUID project,
      UUID task,
      long priceMicros,
      boolean wasSent,
      boolean named) {}

  Future<Optional<Former>> find(SqlClient client, AssignmentId id, UUID worker) {
    return FIND.run(client, "id", id, "worker", worker)
        .map(rows -> Rows.first(rows, ReopenRepository::former));
  }

  Future<Optional<Former>> lock(SqlConnection tx, AssignmentId id, UUID worker) {
    return LOCK.run(tx, "id", id, "worker", worker)
        .map(rows -> Rows.first(rows, ReopenRepository::former));
  }

  /**
   * The best of the named tasks in the project that the worker had, whose slot is free.
   *
   * @param states how the worker's assignment may have ended
   */
  Future<Optional<AssignmentId>> named(
      SqlClient client, UUID worker, UUID project, UUID claim, Set<AssignmentState> states) {
    return NAMED
        .run(
            client,
            "worker",
            worker,
            "project",
            project,
            "claim",
            claim,
            "states",
            states.stream().map(AssignmentState::wire).toArray(String[]::new))
        .map(rows -> Rows.first(rows, row -> new AssignmentId(row.getUUID("id"))));
  }

  /**
   * Begins another lease, as at a claim; the draft and the price stay.
   *
   * @param claim what the assignment answers to from now on, besides what it answered to before;
   *     null leaves that as it is
   */
  Future<Void> reopen(
      SqlConnection tx,
      AssignmentId id,
      @Nullable UUID claim,
      int leaseSeconds,
      int graceSeconds,
      int guidelineVersion) {
    return REOPEN
        .run(
            tx,
            "id",
            id,
            "claim",
            claim,
            "lease_seconds",
            leaseSeconds,
            "grace_seconds",
            graceSeconds,
            "guideline",
            guidelineVersion)
        .mapEmpty();
  }

  private static Former former(Row row) {
    return new Former(
        new AssignmentId(row.getUUID("id")),
        AssignmentState.of(row.getString("state")),
        row.getLong("fence"),
        row.getUUID("worker_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getLong("price_micros"),
        row.getBoolean("was_sent"),
        row.getBoolean("named"));
  }
}
