package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL of gradings. */
final class GradingRepository {

  // The order of the others says nothing of them.
  private static final String VIEW =
      """
      select g.*, i.kind, v.body, k.key -> 'rubric' as rubric, k.key ->> 'reference' as reference, p.answer, p.text,
             q.name, clock_timestamp() as now,
             case when g.role = 'adjudicator' then (
               select jsonb_agg(jsonb_build_object('grades', o.grades, 'comment', o.comment) order by md5(o.id::text))
               from grading o
               where o.paper_id = g.paper_id and o.role = 'grader' and o.state = 'sent' and o.set_aside is null)
             end as others
      from grading g
      join paper p on p.id = g.paper_id
      join item i on i.id = p.item_id
      join item_version v on v.item_id = p.item_id and v.version = p.version
      join item_key k on k.item_id = p.item_id and k.version = p.version and k.revision = p.key_revision
      join qualification q on q.id = g.qualification_id
      """;

  private static final Sql FIND =
      Sql.of(VIEW + "where g.id = #{id} and g.reviewer_id = #{reviewer}");

  private static final Sql LIST =
      Sql.of(
          VIEW
              + """
              where g.reviewer_id = #{reviewer} and (#{state}::text is null or g.state = #{state})
                and (#{before}::timestamptz is null or (g.claimed_at, g.id) < (#{before}, #{before_id}::uuid))
              order by g.claimed_at desc, g.id desc
              limit #{limit}
              """);

  private static final Sql PLACE =
      Sql.of(
          """
          select paper_id, qualification_id from grading where id = #{id} and reviewer_id = #{reviewer}
          """);

  private static final String ROW =
      """
      select id, paper_id, qualification_id, reviewer_id, role, state, fence, grades, comment, flag, pay_micros
      from grading
      """;

  private static final Sql LOCK = Sql.of(ROW + "where id = #{id} for no key update");

  private static final Sql SAVE =
      Sql.of(
          """
          update grading
          set grades = #{grades}, comment = #{comment}, flag = #{flag}, seconds = coalesce(#{seconds}::int, seconds)
          where id = #{id}
          """);

  private static final Sql SEND =
      Sql.of(
          """
          update grading
          set grades = #{grades}, comment = #{comment}, flag = #{flag}, seconds = coalesce(#{seconds}::int, seconds),
              state = 'sent', sent_at = clock_timestamp()
          where id = #{id}
          """);

  private static final Sql END =
      Sql.of(
          """
          update grading set state = #{state}, end_reason = #{reason}, end_note = #{note}, fence = fence + 1
          where id = #{id}
          """);

  // What somebody is writing to at the moment is not waited for.
  private static final Sql LOCK_EXPIRED =
      Sql.of(
          """
          select g.id, g.paper_id, g.qualification_id, g.reviewer_id, g.role, g.state, g.fence, g.grades, g.comment, g.flag,
                 g.pay_micros
          from grading g join paper p on p.id = g.paper_id
          where g.state = 'claimed' and g.lease_until < clock_timestamp() - #{grace_seconds} * interval '1 second'
          order by g.lease_until
          limit #{limit}
          for no key update of p, g skip locked
          """);

  private static final Sql COUNTING =
      Sql.of(
          ROW
              + "where paper_id = any (#{papers}) and state = 'sent' and set_aside is null order by id");

  private static final Sql TO_SET_ASIDE =
      Sql.of(
          """
          select g.id, g.paper_id, p.attempt_id from grading g join paper p on p.id = g.paper_id
          where g.reviewer_id = #{reviewer} and g.qualification_id = #{qualification} and g.state = 'sent'
            and g.set_aside is null and (#{since}::timestamptz is null or g.sent_at >= #{since})
          order by g.id
          """);

  private static final Sql SET_ASIDE =
      Sql.of(
          "update grading set set_aside = #{cause} where id = any (#{ids}) and set_aside is null");

  private static final Sql CLAIMED_PLACES =
      Sql.of(
          """
          select count(*)::int as places from grading where paper_id = #{paper} and state = 'claimed'
          """);

  private static final Sql SHOWN =
      Sql.of(
          """
          select distinct p.item_id, p.version from grading g join paper p on p.id = g.paper_id
          where g.reviewer_id = #{reviewer} and g.state in ('claimed', 'sent')
          """);

  /** A grading as its reviewer sees it. */
  record View(
      GradingId id,
      UUID claimId,
      GradingState state,
      GradingRole role,
      long fence,
      Instant leaseUntil,
      QualificationId qualificationId,
      String qualification,
      String kind,
      JsonObject body,
      JsonObject rubric,
      @Nullable String reference,
      JsonObject answer,
      String text,
      @Nullable JsonArray others,
      JsonObject grades,
      @Nullable String comment,
      @Nullable String flag,
      @Nullable Money pay,
      Instant claimedAt,
      @Nullable Instant sentAt,
      Instant now) {}

  Future<Optional<View>> find(SqlClient client, GradingId id, AccountId reviewer) {
    return FIND.run(client, "id", id, "reviewer", reviewer)
        .map(rows -> Rows.first(rows, GradingRepository::view));
  }

  Future<List<View>> list(
      SqlClient client,
      AccountId reviewer,
      @Nullable String state,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return LIST.run(
            client,
            "reviewer",
            reviewer,
            "state",
            state,
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, GradingRepository::view));
  }

  private static View view(Row row) {
    var micros = row.getLong("pay_micros");
    return new View(
        new GradingId(row.getUUID("id")),
        row.getUUID("claim_id"),
        GradingState.parse(row.getString("state")),
        GradingRole.parse(row.getString("role")),
        row.getLong("fence"),
        Rows.instant(row, "lease_until"),
        new QualificationId(row.getUUID("qualification_id")),
        row.getString("name"),
        row.getString("kind"),
        row.getJsonObject("body"),
        row.getJsonObject("rubric"),
        row.getString("reference"),
        row.getJsonObject("answer"),
        row.getString("text"),
        row.getJsonArray("others"),
        row.getJsonObject("grades"),
        row.getString("comment"),
        row.getString("flag"),
        micros == null ? null : new Money(micros, row.getString("currency")),
        Rows.instant(row, "claimed_at"),
        Rows.nullableInstant(row, "sent_at"),
        Rows.instant(row, "now"));
  }

  /** The versions of items whose papers the reviewer has in hand, or has graded. */
  Future<List<ItemVersionRef>> shown(SqlClient client, AccountId reviewer) {
    return SHOWN
        .run(client, "reviewer", reviewer)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new ItemVersionRef(
                            new ItemId(row.getUUID("item_id")), row.getInteger("version"))));
  }

  /** What a grading is of; this never changes. */
  record Place(PaperId paper, QualificationId qualification) {}

  Future<Optional<Place>> place(SqlClient client, GradingId id, AccountId reviewer) {
    return PLACE
        .run(client, "id", id, "reviewer", reviewer)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Place(
                            new PaperId(row.getUUID("paper_id")),
                            new QualificationId(row.getUUID("qualification_id")))));
  }

  /** A grading as it is stored. */
  record Stored(
      GradingId id,
      PaperId paper,
      QualificationId qualification,
      AccountId reviewer,
      GradingRole role,
      GradingState state,
      long fence,
      Content content,
      boolean paid) {}

  /** What a reviewer says of a paper. */
  record Content(Grades grades, @Nullable String comment, @Nullable String flag) {}

  Future<Stored> lock(SqlConnection tx, GradingId id) {
    return LOCK.run(tx, "id", id).map(rows -> Rows.one(rows, GradingRepository::stored));
  }

  private static Stored stored(Row row) {
    return new Stored(
        new GradingId(row.getUUID("id")),
        new PaperId(row.getUUID("paper_id")),
        new QualificationId(row.getUUID("qualification_id")),
        new AccountId(row.getUUID("reviewer_id")),
        GradingRole.parse(row.getString("role")),
        GradingState.parse(row.getString("state")),
        row.getLong("fence"),
        new Content(
            Grades.parse(row.getJsonObject("grades")),
            row.getString("comment"),
            row.getString("flag")),
        row.getLong("pay_micros") != null);
  }

  Future<Void> save(SqlConnection tx, GradingId id, Content content, @Nullable Integer seconds) {
    return write(SAVE, tx, id, content, seconds);
  }

  Future<Void> send(SqlConnection tx, GradingId id, Content content, @Nullable Integer seconds) {
    return write(SEND, tx, id, content, seconds);
  }

  private static Future<Void> write(
      Sql statement, SqlConnection tx, GradingId id, Content content, @Nullable Integer seconds) {
    return statement
        .run(
            tx,
            "id",
            id,
            "grades",
            content.grades().json(),
            "comment",
            content.comment(),
            "flag",
            content.flag(),
            "seconds",
            seconds)
        .mapEmpty();
  }

  /** Ends a grading that is locked; writes under its fence are refused from now on. */
  Future<Void> end(
      SqlConnection tx, GradingId id, GradingState state, String reason, @Nullable String note) {
    return END.run(tx, "id", id, "state", state, "reason", reason, "note", note).mapEmpty();
  }

  /**
   * Gradings whose time is over, with their papers, locked; those that others hold are left out.
   */
  Future<List<Stored>> lockExpired(SqlConnection tx, int graceSeconds, int limit) {
    return LOCK_EXPIRED
        .run(tx, "grace_seconds", graceSeconds, "limit", limit)
        .map(rows -> Rows.list(rows, GradingRepository::stored));
  }

  /** What was sent and counts, by paper. */
  Future<Map<PaperId, List<Stored>>> counting(SqlClient client, Collection<PaperId> papers) {
    return COUNTING
        .run(client, "papers", papers.stream().map(PaperId::value).toArray(UUID[]::new))
        .map(
            rows ->
                Rows.list(rows, GradingRepository::stored).stream()
                    .collect(Collectors.groupingBy(Stored::paper)));
  }

  Future<List<Stored>> counting(SqlClient client, PaperId paper) {
    return counting(client, List.of(paper))
        .map(byPaper -> Objects.requireNonNullElse(byPaper.get(paper), List.of()));
  }

  /**
   * A grading that would be set aside.
   *
   * @param attempt null of a validity paper
   */
  record Doubtful(GradingId id, PaperId paper, @Nullable AttemptId attempt) {}

  Future<List<Doubtful>> toSetAside(
      SqlClient client,
      AccountId reviewer,
      QualificationId qualification,
      @Nullable Instant since) {
    return TO_SET_ASIDE
        .run(client, "reviewer", reviewer, "qualification", qualification, "since", since)
        .map(rows -> Rows.list(rows, GradingRepository::doubtful));
  }

  private static Doubtful doubtful(Row row) {
    UUID attempt = row.getUUID("attempt_id");
    return new Doubtful(
        new GradingId(row.getUUID("id")),
        new PaperId(row.getUUID("paper_id")),
        attempt == null ? null : new AttemptId(attempt));
  }

  Future<Void> setAside(SqlConnection tx, Collection<GradingId> ids, UUID cause) {
    return SET_ASIDE
        .run(tx, "ids", ids.stream().map(GradingId::value).toArray(UUID[]::new), "cause", cause)
        .mapEmpty();
  }

  /** How many have the paper in hand. */
  Future<Integer> inHand(SqlClient client, PaperId paper) {
    return CLAIMED_PLACES
        .run(client, "paper", paper)
        .map(rows -> Rows.one(rows, row -> row.getInteger("places")));
  }
}
