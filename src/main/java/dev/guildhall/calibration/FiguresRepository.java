package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** SQL of how reviewers grade. It reads across features. */
final class FiguresRepository {

  private static final String GIVEN =
      """
      from grading g
      join paper p on p.id = g.paper_id
      cross join lateral jsonb_each(g.grades) l
      join item_key k on k.item_id = p.item_id and k.version = p.version and k.revision = p.key_revision
      cross join lateral (
        select (r ->> 'max')::int as max from jsonb_array_elements(k.key #> '{rubric,lines}') r where r ->> 'key' = l.key) s
      where g.qualification_id = #{qualification} and g.state = 'sent' and g.set_aside is null and p.known is not null
      """;

  private static final String CELLS =
      """
      select g.reviewer_id, s.max, (l.value ->> 'grade')::int as given, (p.known ->> l.key)::int as known,
             count(*)::int as count
      """
          + GIVEN;

  private static final String BY_CELL = "group by 1, 2, 3, 4";

  private static final String OVER = "and p.state = 'retired' ";

  // With a week's papers at once, so that nobody can tell which of them they were.
  private static final String SETTLED =
      "(p.state = 'retired' or g.sent_at < date_trunc('week', now(), 'UTC')) ";

  private static final Sql AGREEMENTS = Sql.of(CELLS + BY_CELL);

  private static final Sql SETTLED_AGREEMENTS = Sql.of(CELLS + "and " + SETTLED + BY_CELL);

  private static final Sql OWN_AGREEMENT =
      Sql.of(CELLS + "and " + SETTLED + "and g.reviewer_id = #{account} " + BY_CELL);

  private static final Sql PAPERS =
      Sql.of(
          "select g.sent_at, l.key as line, (l.value ->> 'grade')::int as given, (p.known ->> l.key)::int as known "
              + GIVEN
              + OVER
              + """
              and g.reviewer_id = #{account}
              order by g.sent_at desc, g.id, l.key
              limit #{limit}
              """);

  private static final String FIGURES =
      """
      select g.qualification_id, g.reviewer_id,
             percentile_cont(0.5) within group (order by g.seconds) as median_seconds,
             count(*) filter (where p.known is not null and \
      """
          + SETTLED
          + """
          )::int as papers_settled,
             avg(case when p.outcome = 'adjudicator' or p.state = 'adjudicating' then 1.0 else 0.0 end)
               filter (where p.known is null and g.role = 'grader' and p.state in ('final', 'adjudicating'))::float8
               as adjudicated
      from grading g join paper p on p.id = g.paper_id
      where g.state = 'sent' and g.set_aside is null and\
      """;

  private static final String BY_REVIEWER = "group by 1, 2";

  private static final Sql OWN_FIGURES =
      Sql.of(FIGURES + " g.reviewer_id = #{account} " + BY_REVIEWER);

  private static final Sql PANEL_FIGURES =
      Sql.of(FIGURES + " g.qualification_id = #{qualification} " + BY_REVIEWER);

  // One attempt's word counts once, however many of its answers somebody graded.
  private static final String USEFUL =
      """
      select r.qualification_id, r.reviewer_id, avg(r.feedback_rating)::float8 as useful
      from (
        select distinct g.qualification_id, g.reviewer_id, a.id, a.feedback_rating
        from grading g
        join paper p on p.id = g.paper_id
        join attempt a on a.id = p.attempt_id
        where g.state = 'sent' and g.set_aside is null and a.feedback_rating is not null and\
      """;

  private static final String OF_ENOUGH = ") r group by 1, 2 having count(*) >= #{least}";

  private static final Sql OWN_USEFUL = Sql.of(USEFUL + " g.reviewer_id = #{account}" + OF_ENOUGH);

  private static final Sql PANEL_USEFUL =
      Sql.of(USEFUL + " g.qualification_id = #{qualification}" + OF_ENOUGH);

  private static final Sql PANEL_SECONDS =
      Sql.of(
          """
          select percentile_cont(0.5) within group (order by seconds) as median
          from (
            select seconds, reviewer_id from grading
            where qualification_id = #{qualification} and state = 'sent' and reviewer_id <> #{account} and seconds is not null
            order by sent_at desc
            limit #{limit}) others
          having count(distinct reviewer_id) >= #{least}
          """);

  private static final Sql LOCALE = Sql.of("select locale from account where id = #{account}");

  /** Whose figures they are, and of what. */
  record Of(QualificationId qualification, AccountId reviewer) {}

  /**
   * What gradings come to.
   *
   * @param settled papers with known grades that are over, or were graded before this week
   * @param adjudicated the share of papers that went to a third person; null: none is decided
   */
  record Figures(@Nullable Double medianSeconds, int settled, @Nullable Double adjudicated) {
    static final Figures NONE = new Figures(null, 0, null);
  }

  /** By reviewer; of all known grades. */
  Future<Map<AccountId, Agreement>> agreements(SqlClient client, QualificationId qualification) {
    return AGREEMENTS
        .run(client, "qualification", qualification)
        .map(FiguresRepository::agreements);
  }

  /** The same, of papers that are settled. */
  Future<Map<AccountId, Agreement>> settledAgreements(
      SqlClient client, QualificationId qualification) {
    return SETTLED_AGREEMENTS
        .run(client, "qualification", qualification)
        .map(FiguresRepository::agreements);
  }

  /** One reviewer's own, of papers that are settled. */
  Future<Optional<Agreement>> ownAgreement(
      SqlClient client, QualificationId qualification, AccountId account) {
    return OWN_AGREEMENT
        .run(client, "qualification", qualification, "account", account)
        .map(rows -> Optional.ofNullable(agreements(rows).get(account)));
  }

  private static Map<AccountId, Agreement> agreements(RowSet<Row> rows) {
    var cells = new HashMap<AccountId, List<Agreement.Cell>>();
    rows.forEach(
        row ->
            cells
                .computeIfAbsent(new AccountId(row.getUUID("reviewer_id")), _ -> new ArrayList<>())
                .add(
                    new Agreement.Cell(
                        row.getInteger("max"),
                        row.getInteger("given"),
                        row.getInteger("known"),
                        row.getInteger("count"))));
    var agreements = new HashMap<AccountId, Agreement>();
    cells.forEach(
        (account, all) -> Agreement.of(all).ifPresent(found -> agreements.put(account, found)));
    return agreements;
  }

  /** A line of a paper with known grades. */
  record KnownLine(Instant at, String line, int given, int known) {}

  /** Those of papers that are over, newest first. */
  Future<List<KnownLine>> papers(
      SqlClient client, QualificationId qualification, AccountId account, int limit) {
    return PAPERS
        .run(client, "qualification", qualification, "account", account, "limit", limit)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new KnownLine(
                            Rows.instant(row, "sent_at"),
                            row.getString("line"),
                            row.getInteger("given"),
                            row.getInteger("known"))));
  }

  Future<Map<Of, Figures>> ownFigures(SqlClient client, AccountId account) {
    return OWN_FIGURES.run(client, "account", account).map(FiguresRepository::figures);
  }

  Future<Map<Of, Figures>> panelFigures(SqlClient client, QualificationId qualification) {
    return PANEL_FIGURES
        .run(client, "qualification", qualification)
        .map(FiguresRepository::figures);
  }

  private static Map<Of, Figures> figures(RowSet<Row> rows) {
    return Rows.map(
        rows,
        FiguresRepository::of,
        row ->
            new Figures(
                row.getDouble("median_seconds"),
                row.getInteger("papers_settled"),
                row.getDouble("adjudicated")));
  }

  private static Of of(Row row) {
    return new Of(
        new QualificationId(row.getUUID("qualification_id")),
        new AccountId(row.getUUID("reviewer_id")));
  }

  /** What workers said of the feedback, where at least so many did. */
  Future<Map<Of, Double>> ownUseful(SqlClient client, AccountId account, int least) {
    return OWN_USEFUL
        .run(client, "account", account, "least", least)
        .map(FiguresRepository::useful);
  }

  Future<Map<Of, Double>> panelUseful(SqlClient client, QualificationId qualification, int least) {
    return PANEL_USEFUL
        .run(client, "qualification", qualification, "least", least)
        .map(FiguresRepository::useful);
  }

  private static Map<Of, Double> useful(RowSet<Row> rows) {
    return Rows.map(rows, FiguresRepository::of, row -> row.getDouble("useful"));
  }

  /**
   * The median of the last so many gradings of others.
   *
   * @param least so many others, or nothing is said: it would be of one person
   */
  Future<OptionalDouble> panelSeconds(
      SqlClient client, QualificationId qualification, AccountId account, int limit, int least) {
    return PANEL_SECONDS
        .run(
            client,
            "qualification",
            qualification,
            "account",
            account,
            "limit",
            limit,
            "least",
            least)
        .map(
            rows ->
                Rows.first(rows, row -> OptionalDouble.of(row.getDouble("median")))
                    .orElse(OptionalDouble.empty()));
  }

  Future<Locale> locale(SqlClient client, AccountId account) {
    return LOCALE
        .run(client, "account", account)
        .map(rows -> Rows.one(rows, row -> Locale.forLanguageTag(row.getString("locale"))));
  }
}
