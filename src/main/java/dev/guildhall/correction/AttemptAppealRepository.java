package dev.guildhall.correction;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of appeals in tests. It reads attempts, items and papers, for what appeals are about. */
final class AttemptAppealRepository {

  private static final Sql LOCK_ATTEMPT =
      Sql.of(
          """
          select id from attempt where id = #{attempt} and worker_id = #{worker} for no key update
          """);

  private static final Sql HAS_ITEM =
      Sql.of("select 1 from attempt_item where attempt_id = #{attempt} and item_id = #{item}");

  // Of answers that count and could be worth more, each once. Where the test does not tell which
  // answers are right, what may be appealed does not tell it either.
  private static final Sql POSSIBLE =
      Sql.of(
          """
          select i.item_id, a.decided_at + #{days} * interval '1 day' as until,
                 i.key_revision is not null
                   and (not k.key ? 'rubric' or (k.key ->> 'closed_share')::float8 > 0)
                   and (coalesce(t.plan ->> 'feedback', 'lines') <> 'items' or i.closed < 1)
                   and not exists (
                     select from attempt_appeal e
                     where e.attempt_id = a.id and e.item_id = i.item_id and e.against = 'key') as key,
                 i.graded < 1
                   and exists (
                     select from paper p
                     where p.attempt_id = a.id and p.item_id = i.item_id and p.state = 'final' and p.outcome <> 'appeal')
                   and not exists (
                     select from attempt_appeal e
                     where e.attempt_id = a.id and e.item_id = i.item_id and e.against = 'grade') as grade,
                 exists (
                   select from attempt_appeal e
                   where e.attempt_id = a.id and e.item_id = i.item_id and e.state = 'open') as open
          from attempt a
          join test t on t.id = a.test_id
          join attempt_item i on i.attempt_id = a.id
          left join item_key k on k.item_id = i.item_id and k.version = i.version and k.revision = i.key_revision
          where a.id = #{attempt} and a.state in ('passed', 'failed') and i.counts and i.revision > 0
            and a.decided_at > clock_timestamp() - #{days} * interval '1 day'
          order by i.section, i.position
          """);

  private static final Sql OF_ATTEMPT =
      Sql.of("select * from attempt_appeal where attempt_id = #{attempt} order by filed_at, id");

  private static final Sql FIND_FILED = Sql.of("select * from attempt_appeal where id = #{id}");

  private static final Sql COUNT_OPEN =
      Sql.of(
          """
          select count(*)::int as count from attempt_appeal
          where attempt_id = #{attempt} and against = #{against} and state = 'open'
          """);

  private static final Sql FILE =
      Sql.of(
          """
          insert into attempt_appeal (id, attempt_id, item_id, against, text, due_at)
          values (#{id}, #{attempt}, #{item}, #{against}, #{text}, clock_timestamp() + #{hours} * interval '1 hour')
          on conflict (id) do nothing
          """);

  private static final String CASE =
      """
      select e.*, a.worker_id, a.qualification_id, q.name, q.organisation_id, i.version, n.kind, n.title, v.body, k.key,
             coalesce(i.late_answer, i.answer) as answer, i.score, i.graded,
             (select jsonb_agg(g.grades order by md5(g.id::text))
              from grading g join paper p on p.id = g.paper_id
              where e.against = 'grade' and p.attempt_id = e.attempt_id and p.item_id = e.item_id
                and g.state = 'sent' and g.set_aside is null) as gradings
      """;

  private static final String OF =
      """
      from attempt_appeal e
      join attempt a on a.id = e.attempt_id
      join worker w on w.id = a.worker_id
      join qualification q on q.id = a.qualification_id
      join attempt_item i on i.attempt_id = e.attempt_id and i.item_id = e.item_id
      join item n on n.id = i.item_id
      join item_version v on v.item_id = i.item_id and v.version = i.version
      left join item_key k on k.item_id = i.item_id and k.version = i.version and k.revision = i.key_revision
      """;

  // Whoever may decide: reviewers and above of the organisation, and operators; never the worker
  // or a linked person, nor who gave the grades or wrote the key.
  private static final String MAY_DECIDE =
      """
      w.account_id <> #{account}
        and (#{operator}::boolean or exists (
          select 1 from membership m
          where m.organisation_id = q.organisation_id and m.account_id = #{account}
            and m.role in ('owner', 'editor', 'reviewer')))
        and not exists (
          select from worker o join linked_workers l on o.id in (l.worker_id, l.other_id)
          where o.account_id = #{account} and a.worker_id in (l.worker_id, l.other_id))
        and case e.against
          when 'grade' then not exists (
            select from grading g join paper p on p.id = g.paper_id
            where p.attempt_id = e.attempt_id and p.item_id = e.item_id and g.reviewer_id = #{account}
              and g.state = 'sent')
          else v.author_id <> #{account} and not exists (
            select from item_key o
            where o.item_id = i.item_id and o.version = i.version and o.author_id = #{account})
        end
      """;

  private static final Sql OPEN =
      Sql.of(
          CASE
              + OF
              + "where e.state = 'open' and "
              + MAY_DECIDE
              + """
              and (#{after_at}::timestamptz is null or (e.due_at, e.id) > (#{after_at}, #{after_id}::uuid))
              order by e.due_at, e.id
              limit #{limit}
              """);

  private static final Sql FIND = Sql.of(CASE + OF + "where e.id = #{id}");

  private static final Sql LOCK =
      Sql.of("select state from attempt_appeal where id = #{id} for no key update");

  private static final Sql MAY = Sql.of("select 1 " + OF + "where e.id = #{id} and " + MAY_DECIDE);

  // What is being graded anew gets grades in any case, and can be granted when they stand.
  private static final Sql OVERDUE =
      Sql.of(
          """
          select e.id from attempt_appeal e
          where e.state = 'open' and e.due_at < clock_timestamp()
            and (e.against = 'key' or exists (
              select from paper p where p.attempt_id = e.attempt_id and p.item_id = e.item_id and p.state = 'final'))
          order by e.due_at
          limit #{limit}
          """);

  private static final Sql DECIDE =
      Sql.of(
          """
          update attempt_appeal
          set state = #{state}, decided_by = #{person}, decision_text = #{text}, grades = #{grades},
              decided_at = clock_timestamp()
          where id = #{id}
          """);

  // In the order of their ids, as each is locked alone elsewhere.
  private static final Sql CONCEDE =
      Sql.of(
          """
          with locked as (
            select e.id from attempt_appeal e
            join attempt_item i on i.attempt_id = e.attempt_id and i.item_id = e.item_id
            where e.state = 'open' and i.item_id = #{item} and i.version = #{version}
              and (#{against}::text is null or e.against = #{against})
            order by e.id
            for no key update of e)
          update attempt_appeal e
          set state = 'overturned', decided_by = #{person}, decision_text = #{text}, decided_at = clock_timestamp()
          from locked, attempt a
          where e.id = locked.id and a.id = e.attempt_id and e.state = 'open'
          returning e.id, e.attempt_id, e.item_id, a.worker_id
          """);

  /** An appeal as its worker sees it. */
  record Appeal(
      AttemptAppealId id,
      AttemptId attempt,
      ItemId item,
      Against against,
      String text,
      AppealState state,
      Instant dueAt,
      @Nullable String decisionText,
      @Nullable Instant decidedAt) {

    /** The contract's {@code AttemptAppeal}. */
    JsonObject json() {
      var json =
          new JsonObject()
              .put("id", id.toString())
              .put("against", against.wire())
              .put("item_id", item.toString())
              .put("text", text)
              .put("state", state.wire())
              .put("due_at", dueAt.toString());
      if (decisionText != null) {
        json.put("decision_text", decisionText);
      }
      if (decidedAt != null) {
        json.put("decided_at", decidedAt.toString());
      }
      return json;
    }
  }

  /**
   * An appeal with what deciding it needs.
   *
   * @param graded what people's part of the answer scores
   * @param gradings that count, of a grade
   */
  record Case(
      Appeal appeal,
      WorkerId worker,
      OrganisationId organisation,
      QualificationId qualification,
      String name,
      int version,
      String kind,
      String title,
      JsonObject body,
      @Nullable JsonObject key,
      @Nullable JsonObject answer,
      @Nullable Double score,
      @Nullable Double graded,
      @Nullable JsonArray gradings) {

    /** The contract's {@code AttemptAppealCase}. Nothing in it names the worker. */
    JsonObject json() {
      var json =
          appeal
              .json()
              .put("qualification_id", qualification.toString())
              .put("name", name)
              .put("kind", kind)
              .put("body", body);
      put(json, "key", key);
      put(json, "answer", answer);
      put(json, "score", score);
      put(json, "gradings", gradings);
      return json;
    }

    private static void put(JsonObject json, String member, @Nullable Object value) {
      if (value != null) {
        json.put(member, value);
      }
    }
  }

  /** What may be appealed in an attempt, by item. */
  record Possible(Map<ItemId, List<String>> byItem, @Nullable Instant until) {}

  /** Whether it is the worker's; it is locked if so. */
  Future<Boolean> lockAttempt(SqlConnection tx, AttemptId attempt, WorkerId worker) {
    return LOCK_ATTEMPT.run(tx, "attempt", attempt, "worker", worker).map(rows -> rows.size() > 0);
  }

  Future<Boolean> hasItem(SqlClient client, AttemptId attempt, ItemId item) {
    return HAS_ITEM.run(client, "attempt", attempt, "item", item).map(rows -> rows.size() > 0);
  }

  Future<Possible> possible(SqlClient client, AttemptId attempt, int days) {
    return POSSIBLE
        .run(client, "attempt", attempt, "days", days)
        .map(
            rows -> {
              var byItem = new HashMap<ItemId, List<String>>();
              @Nullable Instant until = null;
              for (Row row : rows) {
                var against = new ArrayList<String>();
                if (!row.getBoolean("open")) {
                  add(against, row, Against.KEY);
                  add(against, row, Against.GRADE);
                }
                if (!against.isEmpty()) {
                  byItem.put(new ItemId(row.getUUID("item_id")), List.copyOf(against));
                  until = Rows.instant(row, "until");
                }
              }
              return new Possible(byItem, until);
            });
  }

  private static void add(List<String> possible, Row row, Against against) {
    if (Boolean.TRUE.equals(row.getBoolean(against.wire()))) {
      possible.add(against.wire());
    }
  }

  Future<List<Appeal>> ofAttempt(SqlClient client, AttemptId attempt) {
    return OF_ATTEMPT
        .run(client, "attempt", attempt)
        .map(rows -> Rows.list(rows, AttemptAppealRepository::appeal));
  }

  Future<Optional<Appeal>> filed(SqlClient client, UUID id) {
    return FIND_FILED
        .run(client, "id", id)
        .map(rows -> Rows.first(rows, AttemptAppealRepository::appeal));
  }

  /** How many of an attempt wait for an answer. */
  Future<Integer> countOpen(SqlClient client, AttemptId attempt, Against against) {
    return COUNT_OPEN
        .run(client, "attempt", attempt, "against", against.wire())
        .map(rows -> Rows.one(rows, row -> row.getInteger("count")));
  }

  /** Whether the id was free. */
  Future<Boolean> file(
      SqlConnection tx,
      UUID id,
      AttemptId attempt,
      ItemId item,
      Against against,
      String text,
      int hours) {
    return FILE.run(
            tx, "id", id, "attempt", attempt, "item", item, "against", against, "text", text,
            "hours", hours)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<List<Case>> open(
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
        .map(rows -> Rows.list(rows, AttemptAppealRepository::aCase));
  }

  Future<Boolean> mayDecide(SqlClient client, AttemptAppealId id, Principal who) {
    return MAY.run(client, "id", id, "account", who.accountId(), "operator", who.is("operator"))
        .map(rows -> rows.size() > 0);
  }

  Future<Optional<Case>> find(SqlClient client, AttemptAppealId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, AttemptAppealRepository::aCase));
  }

  Future<Boolean> lock(SqlConnection tx, AttemptAppealId id) {
    return LOCK.run(tx, "id", id).map(rows -> rows.size() > 0);
  }

  Future<List<AttemptAppealId>> overdue(SqlClient client, int limit) {
    return OVERDUE
        .run(client, "limit", limit)
        .map(rows -> Rows.list(rows, row -> new AttemptAppealId(row.getUUID("id"))));
  }

  Future<Void> decide(
      SqlConnection tx,
      AttemptAppealId id,
      AppealState state,
      @Nullable UUID person,
      String text,
      @Nullable JsonObject grades) {
    return DECIDE
        .run(tx, "id", id, "state", state, "person", person, "text", text, "grades", grades)
        .mapEmpty();
  }

  /** An appeal that a correction has settled. */
  record Conceded(AttemptAppealId id, AttemptId attempt, ItemId item, WorkerId worker) {}

  /**
   * Overturns every open appeal about a version of an item.
   *
   * @param against null: whatever it is against
   */
  Future<List<Conceded>> concede(
      SqlConnection tx,
      ItemId item,
      int version,
      @Nullable Against against,
      UUID person,
      String text) {
    return CONCEDE
        .run(
            tx, "item", item, "version", version, "against", against, "person", person, "text",
            text)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Conceded(
                            new AttemptAppealId(row.getUUID("id")),
                            new AttemptId(row.getUUID("attempt_id")),
                            new ItemId(row.getUUID("item_id")),
                            new WorkerId(row.getUUID("worker_id")))));
  }

  private static Appeal appeal(Row row) {
    return new Appeal(
        new AttemptAppealId(row.getUUID("id")),
        new AttemptId(row.getUUID("attempt_id")),
        new ItemId(row.getUUID("item_id")),
        Against.parse(row.getString("against")),
        row.getString("text"),
        AppealState.parse(row.getString("state")),
        Rows.instant(row, "due_at"),
        row.getString("decision_text"),
        Rows.nullableInstant(row, "decided_at"));
  }

  private static Case aCase(Row row) {
    return new Case(
        appeal(row),
        new WorkerId(row.getUUID("worker_id")),
        new OrganisationId(row.getUUID("organisation_id")),
        new QualificationId(row.getUUID("qualification_id")),
        row.getString("name"),
        row.getInteger("version"),
        row.getString("kind"),
        row.getString("title"),
        row.getJsonObject("body"),
        row.getJsonObject("key"),
        row.getJsonObject("answer"),
        row.getDouble("score"),
        row.getDouble("graded"),
        row.getJsonArray("gradings"));
  }
}
