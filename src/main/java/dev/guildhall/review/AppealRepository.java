package dev.guildhall.review;

import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of appeals. */
final class AppealRepository {

  // The latest verdict, under the assignment's lock, while it can still be appealed.
  private static final Sql APPEALABLE =
      Sql.of(
          """
          select a.id, v.id as verdict_id
          from assignment a
          join lateral (select * from verdict where assignment_id = a.id order by decided_at desc limit 1) v on true
          where a.id = #{assignment} and a.worker_id = #{worker}
            and a.state in ('rejected', 'soft_rejected')
            and v.decided_by <> 'appeal'
            and v.decided_at > clock_timestamp() - #{days} * interval '1 day'
            and not exists (select 1 from appeal where assignment_id = a.id)
          for no key update of a
          """);

  private static final Sql EXISTS =
      Sql.of("select 1 from assignment where id = #{assignment} and worker_id = #{worker}");

  private static final Sql FILE =
      Sql.of(
          """
          insert into appeal (id, assignment_id, verdict_id, text, due_at)
          values (#{id}, #{assignment}, #{verdict}, #{text}, clock_timestamp() + #{hours} * interval '1 hour')
          """);

  private static final Sql MOVE =
      Sql.of(
          """
          update assignment
          set state = #{state}, changed_at = clock_timestamp(), version = version + 1
          where id = #{assignment}
          """);

  private static final String APPEAL =
      """
      select e.id, e.assignment_id, e.verdict_id, e.text, e.state, e.filed_at, e.due_at, e.decision_text, e.decided_at,
             v.submission_id, v.kind, v.person_id,
             a.project_id, a.task_id, a.worker_id, a.price_micros, a.currency,
             w.account_id as worker_account, p.organisation_id
      from appeal e
      join verdict v on v.id = e.verdict_id
      join assignment a on a.id = e.assignment_id
      join worker w on w.id = a.worker_id
      join project p on p.id = a.project_id
      """;

  // Whoever may decide: reviewers and above of the organisation, and operators; never the judge of
  // the verdict or the worker.
  private static final String MAY_DECIDE =
      """
      w.account_id <> #{account}
        and v.person_id is distinct from #{account}::uuid
        and (#{operator}::boolean or exists (
          select 1 from membership m
          where m.organisation_id = p.organisation_id and m.account_id = #{account}
            and m.role in ('owner', 'editor', 'reviewer')))
      """;

  private static final Sql OPEN =
      Sql.of(
          APPEAL
              + "where e.state = 'open' and "
              + MAY_DECIDE
              + """
              and (#{after_at}::timestamptz is null or (e.due_at, e.id) > (#{after_at}, #{after_id}::uuid))
              order by e.due_at, e.id
              limit #{limit}
              """);

  private static final Sql FIND = Sql.of(APPEAL + "where e.id = #{id}");

  private static final Sql LOCK = Sql.of(APPEAL + "where e.id = #{id} for no key update of e, a");

  private static final Sql MAY =
      Sql.of(
          """
          select 1
          from appeal e
          join verdict v on v.id = e.verdict_id
          join assignment a on a.id = e.assignment_id
          join worker w on w.id = a.worker_id
          join project p on p.id = a.project_id
          where e.id = #{id} and\s"""
              + MAY_DECIDE);

  private static final Sql OVERDUE =
      Sql.of(
          "select id from appeal where state = 'open' and due_at < clock_timestamp() order by due_at limit #{limit}");

  private static final Sql DECIDE =
      Sql.of(
          """
          update appeal
          set state = #{state}, decided_by = #{person}, decision_text = #{text}, decided_at = clock_timestamp()
          where id = #{id}
          """);

  private static final Sql OVERTURN =
      Sql.of(
          """
          insert into verdict (id, submission_id, assignment_id, kind, text, decided_by, person_id, rule)
          values (#{id}, #{submission}, #{assignment}, 'accept', #{text}, 'appeal', #{person}, #{rule})
          """);

  /** An appeal with what deciding it needs. */
  record Filed(
      UUID id,
      UUID assignment,
      UUID submission,
      UUID project,
      UUID task,
      UUID worker,
      UUID organisation,
      boolean wasPaid,
      long priceMicros,
      String currency,
      AppealView view) {}

  /** An appeal as it is shown. */
  record AppealView(
      AppealId id,
      String state,
      String text,
      Instant filedAt,
      Instant dueAt,
      @Nullable String decisionText,
      @Nullable Instant decidedAt) {}

  /** The verdict that can be appealed, with the assignment under lock; empty when there is none. */
  Future<Optional<UUID>> appealable(SqlConnection tx, UUID assignment, UUID worker, int days) {
    return APPEALABLE
        .run(tx, "assignment", assignment, "worker", worker, "days", days)
        .map(rows -> Rows.first(rows, row -> row.getUUID("verdict_id")));
  }

  Future<Boolean> exists(SqlClient client, UUID assignment, UUID worker) {
    return EXISTS
        .run(client, "assignment", assignment, "worker", worker)
        .map(rows -> rows.size() > 0);
  }

  Future<Void> file(
      SqlConnection tx, UUID id, UUID assignment, UUID verdict, String text, int hours) {
    return FILE.run(
            tx,
            "id",
            id,
            "assignment",
            assignment,
            "verdict",
            verdict,
            "text",
            text,
            "hours",
            hours)
        .mapEmpty();
  }

  Future<Void> move(SqlConnection tx, UUID assignment, AssignmentState state) {
    return MOVE.run(tx, "assignment", assignment, "state", state).mapEmpty();
  }

  Future<List<Filed>> open(
      SqlClient client,
      Principal who,
      @Nullable Instant afterAt,
      @Nullable UUID afterId,
      int limit) {
    return OPEN.run(
            client,
            "account",
            who.accountId(),
            "operator",
            who.is("operator"),
            "after_at",
            afterAt,
            "after_id",
            afterId,
            "limit",
            limit + 1)
        .map(rows -> Rows.list(rows, AppealRepository::filed));
  }

  Future<Boolean> mayDecide(SqlClient client, UUID id, Principal who) {
    return MAY.run(client, "id", id, "account", who.accountId(), "operator", who.is("operator"))
        .map(rows -> rows.size() > 0);
  }

  Future<Optional<Filed>> find(SqlClient client, UUID id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, AppealRepository::filed));
  }

  Future<Optional<Filed>> lock(SqlConnection tx, UUID id) {
    return LOCK.run(tx, "id", id).map(rows -> Rows.first(rows, AppealRepository::filed));
  }

  Future<List<UUID>> overdue(SqlClient client, int limit) {
    return OVERDUE
        .run(client, "limit", limit)
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  Future<Void> decide(SqlConnection tx, UUID id, String state, @Nullable UUID person, String text) {
    return DECIDE.run(tx, "id", id, "state", state, "person", person, "text", text).mapEmpty();
  }

  Future<Void> overturn(
      SqlConnection tx,
      UUID verdict,
      Filed appeal,
      @Nullable UUID person,
      String text,
      String rule) {
    return OVERTURN
        .run(
            tx,
            "id",
            verdict,
            "submission",
            appeal.submission(),
            "assignment",
            appeal.assignment(),
            "text",
            text,
            "person",
            person,
            "rule",
            rule)
        .mapEmpty();
  }

  private static Filed filed(Row row) {
    return new Filed(
        row.getUUID("id"),
        row.getUUID("assignment_id"),
        row.getUUID("submission_id"),
        row.getUUID("project_id"),
        row.getUUID("task_id"),
        row.getUUID("worker_id"),
        row.getUUID("organisation_id"),
        "soft_reject".equals(row.getString("kind")),
        row.getLong("price_micros"),
        row.getString("currency"),
        new AppealView(
            new AppealId(row.getUUID("id")),
            row.getString("state"),
            row.getString("text"),
            Rows.instant(row, "filed_at"),
            Rows.instant(row, "due_at"),
            row.getString("decision_text"),
            Rows.nullableInstant(row, "decided_at")));
  }
}
