package dev.guildhall.review;

import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.assignment.AssignmentView.VerdictPart;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.task.TaskId;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that reads submissions for those who judge them. */
final class ReviewRepository {

  private static final String ITEM =
      """
      select s.id, a.project_id, a.task_id, a.worker_id, a.state, t.input, s.output, s.submitted_at,
             a.auto_accept_at, coalesce(s.active_seconds, s.seconds) as seconds, s.revision, s.gold_right,
             v.kind as verdict, v.reason_code, v.text as verdict_text, v.fixed_output, v.decided_at, v.decided_by
      from submission s
      join assignment a on a.id = s.assignment_id
      join task t on t.id = a.task_id
      join project p on p.id = a.project_id
      join worker w on w.id = a.worker_id
      left join lateral (
        select * from verdict where submission_id = s.id order by decided_at desc limit 1) v on true
      """;

  // Waiting, by people who may judge: reviewers and above of the organisation, never the worker.
  private static final String WAITING =
      """
      where a.state = 'submitted'
        and s.revision = (select max(revision) from submission where assignment_id = a.id)
        and w.account_id <> #{account}
        and (#{project}::uuid is null or a.project_id = #{project})
        and (#{organisation}::uuid is null or p.organisation_id = #{organisation})
        and exists (
          select 1 from membership m
          where m.organisation_id = p.organisation_id and m.account_id = #{account}
            and m.role in ('owner', 'editor', 'reviewer'))
      """;

  private static final Sql QUEUE =
      Sql.of(
          ITEM
              + WAITING
              + """
              and (#{after_at}::timestamptz is null
                   or (s.submitted_at, s.id) > (#{after_at}, #{after_id}::uuid))
              order by s.submitted_at, s.id
              limit #{limit}
              """);

  private static final Sql COUNT =
      Sql.of(
          """
          select count(*) as waiting
          from submission s
          join assignment a on a.id = s.assignment_id
          join project p on p.id = a.project_id
          join worker w on w.id = a.worker_id
          """
              + WAITING);

  private static final Sql OF_TASK =
      Sql.of(ITEM + "where a.task_id = #{task} order by s.submitted_at, s.id");

  private static final Sql BY_ID = Sql.of(ITEM + "where s.id = #{id}");

  private static final Sql OWNER =
      Sql.of(
          """
          select a.project_id, w.account_id
          from submission s join assignment a on a.id = s.assignment_id join worker w on w.id = a.worker_id
          where s.id = #{id}
          """);

  private static final Sql OVERDUE =
      Sql.of(
          """
          select s.id
          from assignment a join submission s on s.assignment_id = a.id
          where a.state = 'submitted' and a.auto_accept_at < clock_timestamp()
            and s.revision = (select max(revision) from submission where assignment_id = a.id)
          order by a.auto_accept_at
          limit #{limit}
          """);

  private final Secret pseudonyms;

  ReviewRepository(Secret pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Whose a submission is. */
  record Owner(ProjectId project, UUID account) {}

  /** Oldest first, one more than {@code limit}. */
  Future<List<ReviewItem>> queue(
      SqlClient client,
      Principal who,
      @Nullable UUID project,
      @Nullable Instant afterAt,
      @Nullable UUID afterId,
      int limit) {
    return QUEUE
        .run(
            client,
            "account",
            who.accountId(),
            "organisation",
            who.attribute("organisation").orElse(null),
            "project",
            project,
            "after_at",
            afterAt,
            "after_id",
            afterId,
            "limit",
            limit + 1)
        .map(rows -> Rows.list(rows, this::item));
  }

  Future<Long> waiting(SqlClient client, Principal who, @Nullable UUID project) {
    return COUNT
        .run(
            client,
            "account",
            who.accountId(),
            "organisation",
            who.attribute("organisation").orElse(null),
            "project",
            project)
        .map(rows -> Rows.one(rows, row -> row.getLong("waiting")));
  }

  Future<List<ReviewItem>> ofTask(SqlClient client, TaskId task) {
    return OF_TASK.run(client, "task", task).map(rows -> Rows.list(rows, this::item));
  }

  Future<Optional<ReviewItem>> item(SqlClient client, UUID submission) {
    return BY_ID.run(client, "id", submission).map(rows -> Rows.first(rows, this::item));
  }

  Future<Optional<Owner>> owner(SqlClient client, UUID submission) {
    return OWNER
        .run(client, "id", submission)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Owner(
                            new ProjectId(row.getUUID("project_id")), row.getUUID("account_id"))));
  }

  /** Submissions whose time for a verdict has passed, by PostgreSQL's clock. */
  Future<List<UUID>> overdue(SqlClient client, int limit) {
    return OVERDUE
        .run(client, "limit", limit)
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  private ReviewItem item(Row row) {
    return new ReviewItem(
        row.getUUID("id"),
        new ProjectId(row.getUUID("project_id")),
        new TaskId(row.getUUID("task_id")),
        Pseudonyms.of(pseudonyms, row.getUUID("project_id")).of(row.getUUID("worker_id")),
        AssignmentState.of(row.getString("state")),
        row.getJsonObject("input"),
        row.getJsonObject("output"),
        Rows.instant(row, "submitted_at"),
        Rows.nullableInstant(row, "auto_accept_at"),
        row.getInteger("seconds"),
        row.getInteger("revision"),
        row.getBoolean("gold_right"),
        VerdictPart.of(row));
  }
}
