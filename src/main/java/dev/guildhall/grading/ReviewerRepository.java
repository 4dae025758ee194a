package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.grading.Grades.FairShift;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.grading.Reviewer.Pause;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.grading.Reviewers.Measured;
import dev.guildhall.grading.Reviewers.Past;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL of reviewers. */
final class ReviewerRepository {

  private static final String SHOWN =
      """
      select r.*, a.display_name,
             exists (select from membership m join qualification q on q.organisation_id = m.organisation_id
                     where q.id = r.qualification_id and m.account_id = r.account_id) as is_member
      from reviewer r join account a on a.id = r.account_id
      """;

  private static final Sql MAKE =
      Sql.of(
          """
          insert into reviewer (account_id, qualification_id)
          select #{account}, #{qualification}
          where not exists (
            select from reviewer where account_id = #{account} and qualification_id = #{qualification})
          on conflict do nothing
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select pause_cause, pause_text, paused_at from reviewer
          where account_id = #{account} and qualification_id = #{qualification}
          for no key update
          """);

  private static final Sql FIND =
      Sql.of(SHOWN + "where r.account_id = #{account} and r.qualification_id = #{qualification}");

  private static final Sql OF_QUALIFICATION =
      Sql.of(
          SHOWN
              + "where r.qualification_id = #{qualification} order by r.graded desc, r.account_id");

  private static final Sql OF_ACCOUNT =
      Sql.of(SHOWN + "where r.account_id = #{account} order by r.qualification_id");

  private static final Sql COUNT =
      Sql.of(
          """
          update reviewer set graded = graded + 1, validity_papers = validity_papers + case when #{validity} then 1 else 0 end
          where account_id = #{account} and qualification_id = #{qualification}
          """);

  private static final Sql SHIFTS =
      Sql.of(
          """
          select account_id, fair_shift, fair_shifts from reviewer
          where qualification_id = #{qualification} and account_id = any (#{accounts}) and fair_shift is not null
          """);

  private static final Sql MEASURE =
      Sql.of(
          """
          update reviewer r
          set kappa = m.kappa, kappa_low = m.kappa_low, kappa_high = m.kappa_high, severity = m.severity,
              severity_error = m.severity_error, fair_shift = m.fair_shift, infit = m.infit, outfit = m.outfit,
              fair_shifts = m.fair_shifts::jsonb, estimated_at = clock_timestamp()
          from unnest(
            #{accounts}::uuid[], #{kappas}::float8[], #{lows}::float8[], #{highs}::float8[], #{severities}::float8[],
            #{errors}::float8[], #{shifts}::float8[], #{infits}::float8[], #{outfits}::float8[], #{by_max}::text[])
            as m (account_id, kappa, kappa_low, kappa_high, severity, severity_error, fair_shift, infit, outfit, fair_shifts)
          where r.account_id = m.account_id and r.qualification_id = #{qualification}
          """);

  private static final Sql LOCK_ALL =
      Sql.of(
          """
          select account_id from reviewer
          where qualification_id = #{qualification} and account_id = any (#{accounts})
          order by account_id
          for no key update
          """);

  private static final Sql REMEMBER =
      Sql.of(
          """
          insert into reviewer_history (account_id, qualification_id, severity, severity_error, kappa)
          select account_id, qualification_id, severity, severity_error, kappa from reviewer
          where qualification_id = #{qualification} and account_id = any (#{accounts})
          on conflict do nothing
          """);

  private static final Sql HISTORY =
      Sql.of(
          """
          select at, severity, severity_error, kappa from reviewer_history
          where account_id = #{account} and qualification_id = #{qualification}
          order by at desc
          limit #{limit}
          """);

  // Who is paused already stays so for the first cause; by hand it may be said anew.
  private static final Sql PAUSE =
      Sql.of(
          """
          update reviewer set pause_cause = #{cause}, pause_text = #{text}, paused_at = clock_timestamp()
          where account_id = #{account} and qualification_id = #{qualification}
            and (pause_cause is null or #{cause} = 'by_hand' and (pause_cause, pause_text) <> (#{cause}, #{text}))
          """);

  // The drift alarm begins anew: what led to the pause has been dealt with.
  private static final Sql RESUME =
      Sql.of(
          """
          update reviewer set pause_cause = null, pause_text = null, paused_at = null, drift = null
          where account_id = #{account} and qualification_id = #{qualification} and pause_cause is not null
          """);

  private static final Sql GIVEN =
      Sql.of(
          """
          with scale as materialized (
            select k.item_id, k.version, k.revision, r ->> 'key' as line, (r ->> 'max')::int as max
            from (
              select distinct p.item_id, p.version, p.key_revision
              from grading g join paper p on p.id = g.paper_id
              where g.qualification_id = #{qualification} and g.state = 'sent') used
            join item_key k
              on k.item_id = used.item_id and k.version = used.version and k.revision = used.key_revision
            cross join lateral jsonb_array_elements(k.key #> '{rubric,lines}') r)
          select g.id, g.paper_id, p.attempt_id, p.item_id, p.version, p.worker_id, g.reviewer_id, g.role, l.key as line,
                 (l.value ->> 'grade')::int as grade, s.max, (p.known ->> l.key)::int as known, g.seconds, g.sent_at
          from grading g
          join paper p on p.id = g.paper_id
          cross join lateral jsonb_each(g.grades) l
          join scale s
            on s.item_id = p.item_id and s.version = p.version and s.revision = p.key_revision and s.line = l.key
          where g.qualification_id = #{qualification} and g.state = 'sent' and g.set_aside is null
            and (#{since}::timestamptz is null or g.sent_at >= #{since})
            and (#{gradings}::uuid[] is null or g.id = any (#{gradings}))
          order by g.sent_at, g.id, l.key
          """);

  private static final Sql COUNT_GIVEN =
      Sql.of(
          """
          select count(*)::int as given from grading
          where qualification_id = #{qualification} and state = 'sent' and set_aside is null
          """);

  private static final Sql KEEP_DRIFT =
      Sql.of(
          """
          update reviewer set drift = #{drift} where account_id = #{account} and qualification_id = #{qualification}
          """);

  private static final Sql QUALIFICATIONS =
      Sql.of("select distinct qualification_id from reviewer order by qualification_id");

  /** The reviewer's row under its lock, which is made when there is none. */
  Future<Optional<Pause>> lock(SqlConnection tx, AccountId account, QualificationId qualification) {
    return MAKE.run(tx, "account", account, "qualification", qualification)
        .compose(_ -> LOCK.run(tx, "account", account, "qualification", qualification))
        .map(rows -> Rows.one(rows, row -> Optional.ofNullable(pause(row))));
  }

  Future<Optional<Reviewer>> find(
      SqlClient client, AccountId account, QualificationId qualification) {
    return FIND.run(client, "account", account, "qualification", qualification)
        .map(rows -> Rows.first(rows, ReviewerRepository::reviewer));
  }

  Future<List<Reviewer>> of(SqlClient client, QualificationId qualification) {
    return OF_QUALIFICATION
        .run(client, "qualification", qualification)
        .map(rows -> Rows.list(rows, ReviewerRepository::reviewer));
  }

  Future<List<Reviewer>> of(SqlClient client, AccountId account) {
    return OF_ACCOUNT
        .run(client, "account", account)
        .map(rows -> Rows.list(rows, ReviewerRepository::reviewer));
  }

  Future<Void> count(
      SqlConnection tx, AccountId account, QualificationId qualification, boolean isValidity) {
    return COUNT
        .run(tx, "account", account, "qualification", qualification, "validity", isValidity)
        .mapEmpty();
  }

  /** By reviewer; those are missing of whom nothing is estimated. */
  Future<Map<AccountId, FairShift>> fairShifts(
      SqlClient client, QualificationId qualification, Collection<AccountId> accounts) {
    return SHIFTS
        .run(client, "qualification", qualification, "accounts", uuids(accounts))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new AccountId(row.getUUID("account_id")),
                    row ->
                        new FairShift(
                            row.getDouble("fair_shift"), byMax(row.getJsonObject("fair_shifts")))));
  }

  private static Map<Integer, Double> byMax(JsonObject json) {
    return json.fieldNames().stream().collect(Collectors.toMap(Integer::valueOf, json::getDouble));
  }

  Future<Void> measure(
      SqlConnection tx, QualificationId qualification, Collection<Measured> measured) {
    var accounts = uuids(measured.stream().map(Measured::accountId).toList());
    return LOCK_ALL
        .run(tx, "qualification", qualification, "accounts", accounts)
        .compose(
            _ ->
                MEASURE.run(
                    tx,
                    "qualification",
                    qualification,
                    "accounts",
                    accounts,
                    "kappas",
                    doubles(measured, Measures::kappa),
                    "lows",
                    doubles(measured, Measures::kappaLow),
                    "highs",
                    doubles(measured, Measures::kappaHigh),
                    "severities",
                    doubles(measured, Measures::severity),
                    "errors",
                    doubles(measured, Measures::severityError),
                    "shifts",
                    doubles(measured, Measures::fairShift),
                    "infits",
                    doubles(measured, Measures::infit),
                    "outfits",
                    doubles(measured, Measures::outfit),
                    "by_max",
                    measured.stream().map(ReviewerRepository::fairShifts).toArray(String[]::new)))
        .compose(_ -> REMEMBER.run(tx, "qualification", qualification, "accounts", accounts))
        .mapEmpty();
  }

  private static @Nullable Double[] doubles(
      Collection<Measured> measured, Function<Measures, @Nullable Double> value) {
    return measured.stream().map(one -> value.apply(one.measures())).toArray(Double[]::new);
  }

  private static String fairShifts(Measured measured) {
    var json = new JsonObject();
    measured.fairShifts().forEach((max, shift) -> json.put(String.valueOf(max), shift));
    return json.encode();
  }

  Future<Void> keepDrift(
      SqlConnection tx, AccountId account, QualificationId qualification, JsonObject drift) {
    return KEEP_DRIFT
        .run(tx, "account", account, "qualification", qualification, "drift", drift)
        .mapEmpty();
  }

  /** Newest first. */
  Future<List<Past>> history(
      SqlClient client, AccountId account, QualificationId qualification, int limit) {
    return HISTORY
        .run(client, "account", account, "qualification", qualification, "limit", limit)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Past(
                            Rows.instant(row, "at"),
                            row.getDouble("severity"),
                            row.getDouble("severity_error"),
                            row.getDouble("kappa"))));
  }

  /** Whether something changed. */
  Future<Boolean> pause(
      SqlConnection tx,
      AccountId account,
      QualificationId qualification,
      PauseCause cause,
      String text) {
    return PAUSE
        .run(tx, "account", account, "qualification", qualification, "cause", cause, "text", text)
        .map(rows -> rows.rowCount() == 1);
  }

  /** Whether something changed. */
  Future<Boolean> resume(SqlConnection tx, AccountId account, QualificationId qualification) {
    return RESUME
        .run(tx, "account", account, "qualification", qualification)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<List<GivenGrade>> given(
      SqlClient client, QualificationId qualification, @Nullable Instant since) {
    return given(client, qualification, since, null);
  }

  Future<List<GivenGrade>> ofGradings(
      SqlClient client, QualificationId qualification, Collection<GradingId> gradings) {
    return given(
        client, qualification, null, gradings.stream().map(GradingId::value).toArray(UUID[]::new));
  }

  private static Future<List<GivenGrade>> given(
      SqlClient client,
      QualificationId qualification,
      @Nullable Instant since,
      UUID @Nullable [] gradings) {
    return GIVEN
        .run(client, "qualification", qualification, "since", since, "gradings", gradings)
        .map(rows -> Rows.list(rows, ReviewerRepository::given));
  }

  Future<Integer> countGiven(SqlClient client, QualificationId qualification) {
    return COUNT_GIVEN
        .run(client, "qualification", qualification)
        .map(rows -> Rows.one(rows, row -> row.getInteger("given")));
  }

  /** Those that somebody grades for. */
  Future<List<QualificationId>> qualifications(SqlClient client) {
    return QUALIFICATIONS
        .run(client)
        .map(rows -> Rows.list(rows, row -> new QualificationId(row.getUUID("qualification_id"))));
  }

  private static UUID[] uuids(Collection<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).toArray(UUID[]::new);
  }

  private static GivenGrade given(Row row) {
    UUID worker = row.getUUID("worker_id");
    UUID attempt = row.getUUID("attempt_id");
    return new GivenGrade(
        new GradingId(row.getUUID("id")),
        new PaperId(row.getUUID("paper_id")),
        attempt == null ? null : new AttemptId(attempt),
        new ItemId(row.getUUID("item_id")),
        row.getInteger("version"),
        worker == null ? null : new WorkerId(worker),
        new AccountId(row.getUUID("reviewer_id")),
        GradingRole.parse(row.getString("role")) == GradingRole.ADJUDICATOR,
        row.getString("line"),
        row.getInteger("grade"),
        row.getInteger("max"),
        row.getInteger("known"),
        row.getInteger("seconds"),
        Rows.instant(row, "sent_at"));
  }

  private static Reviewer reviewer(Row row) {
    return new Reviewer(
        new AccountId(row.getUUID("account_id")),
        new QualificationId(row.getUUID("qualification_id")),
        row.getString("display_name"),
        row.getBoolean("is_member"),
        row.getInteger("graded"),
        row.getInteger("validity_papers"),
        row.getOffsetDateTime("estimated_at") == null ? null : measures(row),
        row.getJsonObject("drift"),
        pause(row),
        Rows.nullableInstant(row, "estimated_at"));
  }

  private static Measures measures(Row row) {
    return new Measures(
        row.getDouble("kappa"),
        row.getDouble("kappa_low"),
        row.getDouble("kappa_high"),
        row.getDouble("severity"),
        row.getDouble("severity_error"),
        row.getDouble("fair_shift"),
        row.getDouble("infit"),
        row.getDouble("outfit"));
  }

  static @Nullable Pause pause(Row row) {
    var since = Rows.nullableInstant(row, "paused_at");
    return since == null
        ? null
        : new Pause(
            since, PauseCause.parse(row.getString("pause_cause")), row.getString("pause_text"));
  }
}
