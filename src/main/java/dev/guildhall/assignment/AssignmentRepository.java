package dev.guildhall.assignment;

import dev.guildhall.assignment.AssignmentView.AppealPart;
import dev.guildhall.assignment.AssignmentView.CancellationPart;
import dev.guildhall.assignment.AssignmentView.DraftPart;
import dev.guildhall.assignment.AssignmentView.LeasePart;
import dev.guildhall.assignment.AssignmentView.ProjectPart;
import dev.guildhall.assignment.AssignmentView.SubmissionPart;
import dev.guildhall.assignment.AssignmentView.TaskPart;
import dev.guildhall.assignment.AssignmentView.VerdictPart;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.task.TaskId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that reads assignments as their workers see them. */
final class AssignmentRepository {

  private static final String VIEW =
      """
      select a.id, a.claim_id, a.state, a.fence, a.price_micros, a.currency, a.leased_at, a.lease_until, a.grace_until,
             a.extensions, a.pauses, extract(epoch from a.paused)::int as paused_seconds, a.pause_until, a.claimed_at, a.auto_accept_at, a.guideline_version, a.worker_id, a.version,
             p.id as project_id, p.name as project_name, p.kind as project_kind, p.template,
             t.id as task_id, t.input,
             d.output as draft_output, d.revision as draft_revision, d.saved_at,
             s.id as submission_id, s.output as submission_output, s.submitted_at as sent_at, s.sha256,
             v.kind as verdict, v.reason_code, v.text as verdict_text, v.fixed_output, v.decided_at, v.decided_by,
             e.id as appeal_id, e.state as appeal_state, e.text as appeal_text, e.filed_at, e.due_at,
             e.decision_text, e.decided_at as appeal_decided_at,
             c.reason as called_back_for, c.note as called_back_note, c.pay_micros, c.seconds, c.evidence, c.rule, c.cancelled_at,
             p.estimate_seconds,
             clock_timestamp() as now
      from assignment a
      join project p on p.id = a.project_id
      join task t on t.id = a.task_id
      left join cancellation c on c.assignment_id = a.id
      left join draft d on d.assignment_id = a.id
      left join lateral (
        select * from submission where assignment_id = a.id order by revision desc limit 1) s on true
      left join lateral (
        select * from verdict where assignment_id = a.id order by decided_at desc limit 1) v on true
      left join lateral (
        select * from appeal where assignment_id = a.id order by filed_at desc limit 1) e on true
      """;

  private static final Sql BY_IDS = Sql.of(VIEW + "where a.id = any (#{ids})");

  private static final Sql BY_CLAIM =
      Sql.of(
          VIEW
              + """
              where a.claim_id = #{claim}
                 or a.id = (select assignment_id from former_claim where claim_id = #{claim})
              """);

  private static final Sql OF_WORKER =
      Sql.of(
          VIEW
              + """
              where a.worker_id = #{worker}
                and (#{state}::text is null or a.state = #{state})
                and (#{before_at}::timestamptz is null
                     or (a.claimed_at, a.id) < (#{before_at}, #{before_id}::uuid))
              order by a.claimed_at desc, a.id desc
              limit #{limit}
              """);

  private static final Sql TASKS_OF =
      Sql.of(
          """
          select task_id from assignment where worker_id = #{worker} and project_id = #{project}
          """);

  private final WorkConfig config;

  AssignmentRepository(WorkConfig config) {
    this.config = config;
  }

  Future<Map<AssignmentId, AssignmentView>> views(
      SqlClient client, Collection<AssignmentId> assignments) {
    return BY_IDS
        .run(client, "ids", assignments)
        .map(rows -> Rows.map(rows, row -> new AssignmentId(row.getUUID("id")), this::view));
  }

  Future<Optional<AssignmentView>> byClaim(SqlClient client, UUID claim) {
    return BY_CLAIM.run(client, "claim", claim).map(rows -> Rows.first(rows, this::view));
  }

  /** Newest first, one more than {@code limit}. */
  Future<List<AssignmentView>> ofWorker(
      SqlClient client,
      UUID worker,
      @Nullable String state,
      @Nullable Instant beforeAt,
      @Nullable UUID beforeId,
      int limit) {
    return OF_WORKER
        .run(
            client,
            "worker",
            worker,
            "state",
            state,
            "before_at",
            beforeAt,
            "before_id",
            beforeId,
            "limit",
            limit + 1)
        .map(rows -> Rows.list(rows, this::view));
  }

  Future<List<UUID>> tasksOf(SqlClient client, UUID worker, UUID project) {
    return TASKS_OF
        .run(client, "worker", worker, "project", project)
        .map(rows -> Rows.list(rows, row -> row.getUUID("task_id")));
  }

  private AssignmentView view(Row row) {
    var state = AssignmentState.of(row.getString("state"));
    return new AssignmentView(
        new AssignmentId(row.getUUID("id")),
        row.getUUID("claim_id"),
        state,
        row.getLong("fence"),
        new Money(row.getLong("price_micros"), row.getString("currency")),
        new ProjectPart(
            new ProjectId(row.getUUID("project_id")).toString(),
            row.getString("project_name"),
            row.getString("project_kind"),
            row.getJsonObject("template"),
            row.getInteger("guideline_version")),
        new TaskPart(new TaskId(row.getUUID("task_id")).toString(), row.getJsonObject("input")),
        state.isOpen() ? lease(row) : null,
        draft(row),
        submission(row),
        VerdictPart.of(row),
        appeal(row),
        cancellation(row),
        Rows.instant(row, "claimed_at"),
        Rows.instant(row, "now"),
        row.getUUID("worker_id"),
        row.getInteger("version"));
  }

  private LeasePart lease(Row row) {
    var startedAt = Rows.instant(row, "leased_at");
    var expiresAt = Rows.instant(row, "lease_until");
    var pauseUntil = Rows.nullableInstant(row, "pause_until");
    boolean isPaused = pauseUntil != null && pauseUntil.isAfter(Rows.instant(row, "now"));
    int extensions = row.getInteger("extensions");
    var pauses = config.pauses(Duration.between(startedAt, expiresAt), extensions);
    return new LeasePart(
        startedAt,
        expiresAt,
        Rows.instant(row, "grace_until"),
        LeaseWorkflow.MAX_EXTENSIONS - extensions,
        row.getInteger("pauses"),
        Math.max(0, (int) pauses.toSeconds() - row.getInteger("paused_seconds")),
        isPaused ? pauseUntil : null);
  }

  private static @Nullable DraftPart draft(Row row) {
    return row.getInteger("draft_revision") == null
        ? null
        : new DraftPart(
            row.getJsonObject("draft_output"),
            row.getInteger("draft_revision"),
            Rows.instant(row, "saved_at"));
  }

  private static @Nullable SubmissionPart submission(Row row) {
    return row.getUUID("submission_id") == null
        ? null
        : new SubmissionPart(
            row.getUUID("submission_id"),
            row.getJsonObject("submission_output"),
            Rows.instant(row, "sent_at"),
            Rows.nullableInstant(row, "auto_accept_at"),
            HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()));
  }

  private static @Nullable AppealPart appeal(Row row) {
    return row.getUUID("appeal_id") == null
        ? null
        : new AppealPart(
            IdText.print("apl", row.getUUID("appeal_id")),
            row.getString("appeal_state"),
            row.getString("appeal_text"),
            Rows.instant(row, "filed_at"),
            Rows.instant(row, "due_at"),
            row.getString("decision_text"),
            Rows.nullableInstant(row, "appeal_decided_at"));
  }

  private static @Nullable CancellationPart cancellation(Row row) {
    String reason = row.getString("called_back_for");
    return reason == null
        ? null
        : new CancellationPart(
            reason,
            row.getString("called_back_note"),
            new Money(row.getLong("pay_micros"), row.getString("currency")),
            row.getInteger("seconds"),
            row.getInteger("estimate_seconds"),
            row.getString("evidence"),
            row.getString("rule"),
            Rows.instant(row, "cancelled_at"));
  }
}
