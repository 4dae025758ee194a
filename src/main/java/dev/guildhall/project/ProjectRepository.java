package dev.guildhall.project;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.overlap.OverlapPlan;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
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
import org.jspecify.annotations.Nullable;

/** The table {@code project}. */
final class ProjectRepository {

  private static final String COLUMNS =
      """
      id, organisation_id, name, kind, state, pause_reason, template, guideline_version, price_micros, currency,
      estimate_seconds, overlap, overlap_rule, overlap_max, overlap_permille, overlap_margin, max_per_worker, requirements,
      domain, gold_permille, review_mode, sample_permille,
      auto_accept_hours,
      budget_micros, reserved_micros, committed_micros, tasks, gold_tasks, version, created_at, launched_at, completed_at
      """;

  private static final Sql INSERT =
      Sql.of(
          """
          insert into project (
            id, organisation_id, name, kind, template, price_micros, currency, estimate_seconds, overlap, overlap_rule, overlap_max,
            overlap_permille, overlap_margin, max_per_worker, requirements, domain, gold_permille, review_mode, sample_permille, auto_accept_hours, budget_micros, created_by)
          values (
            #{id}, #{organisation}, #{name}, #{kind}, #{template}, #{price}, #{currency}, #{estimate}, #{overlap},
            #{overlap_rule}, #{overlap_max}, #{overlap_permille}, #{overlap_margin}, #{max_per_worker}, #{requirements}, #{domain}, #{gold}, #{review}, #{sample}, #{hours}, #{budget}, #{actor})
          returning
          """
              + COLUMNS);

  private static final Sql UPDATE =
      Sql.of(
          """
          update project
             set name = #{name}, template = #{template}, price_micros = #{price}, currency = #{currency},
                 estimate_seconds = #{estimate}, overlap = #{overlap}, overlap_rule = #{overlap_rule}, overlap_max = #{overlap_max},
                 overlap_permille = #{overlap_permille}, overlap_margin = #{overlap_margin},
                 max_per_worker = #{max_per_worker},
                 requirements = #{requirements}, domain = #{domain},
                 gold_permille = #{gold}, review_mode = #{review}, sample_permille = #{sample},
                 auto_accept_hours = #{hours}, budget_micros = #{budget}, version = version + 1
           where id = #{id}
          returning
          """
              + COLUMNS);

  private static final Sql FIND = Sql.of("select " + COLUMNS + " from project where id = #{id}");

  private static final Sql LOCK =
      Sql.of("select " + COLUMNS + " from project where id = #{id} for no key update");

  private static final Sql LIVE =
      Sql.of("select " + COLUMNS + " from project where state = 'live' and id = any (#{ids})");

  private static final Sql LIVE_VERSIONS =
      Sql.of("select id, version from project where state = 'live'");

  private static final Sql LIST =
      Sql.of(
          "select "
              + COLUMNS
              + """
              from project
              where organisation_id = any(#{organisations})
                and (#{state}::text is null or state = #{state})
                and (#{before}::timestamptz is null or (created_at, id) < (#{before}, #{before_id}::uuid))
              order by created_at desc, id desc
              limit #{limit}
              """);

  private static final Sql TRANSITION =
      Sql.of(
          """
          update project
             set state = #{to}, pause_reason = #{reason}, version = version + 1,
                 launched_at = case when #{to} = 'live' then coalesce(launched_at, clock_timestamp()) else launched_at end,
                 completed_at = case when #{to} = 'completed' then clock_timestamp() end
           where id = #{id} and state = #{from}
          returning id
          """);

  private static final Sql ADD_TASKS =
      Sql.of(
          """
          update project set tasks = tasks + #{tasks}, gold_tasks = gold_tasks + #{gold}
           where id = #{id} and state <> 'completed'
          returning id
          """);

  // Tasks that said how many they want start with that.
  private static final Sql OVERLAP_OF_TASKS =
      Sql.of(
          """
          update task
             set overlap = case when overlap = #{former} then #{overlap} else overlap end,
                 overlap_max = greatest(
                   #{most}::int, case when #{most}::int is not null then
                     case when overlap = #{former} then #{overlap} else overlap end end)
           where project_id = #{id} and gold is null and not named
          """);

  Future<Project> insert(
      SqlConnection tx, ProjectId id, OrganisationId organisation, ProjectTerms terms, UUID actor) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "organisation",
            organisation,
            "name",
            terms.name(),
            "kind",
            terms.kind(),
            "template",
            terms.template().json(),
            "price",
            terms.price().micros(),
            "currency",
            terms.price().currency(),
            "estimate",
            terms.estimateSeconds(),
            "overlap",
            terms.overlap(),
            "overlap_rule",
            plan(terms, OverlapPlan::rule),
            "overlap_max",
            plan(terms, OverlapPlan::max),
            "overlap_permille",
            plan(terms, OverlapPlan::permille),
            "overlap_margin",
            plan(terms, OverlapPlan::margin),
            "max_per_worker",
            terms.maxPerWorker(),
            "requirements",
            StrictJson.toObject(terms.requirements()),
            "domain",
            terms.domain(),
            "gold",
            terms.goldPermille(),
            "review",
            terms.review().mode(),
            "sample",
            terms.review().samplePermille(),
            "hours",
            terms.review().hours(),
            "budget",
            micros(terms.budget()),
            "actor",
            actor)
        .map(rows -> Rows.one(rows, ProjectRepository::project));
  }

  Future<Project> update(SqlConnection tx, ProjectId id, ProjectTerms terms) {
    return UPDATE
        .run(
            tx,
            "id",
            id,
            "name",
            terms.name(),
            "template",
            terms.template().json(),
            "price",
            terms.price().micros(),
            "currency",
            terms.price().currency(),
            "estimate",
            terms.estimateSeconds(),
            "overlap",
            terms.overlap(),
            "overlap_rule",
            plan(terms, OverlapPlan::rule),
            "overlap_max",
            plan(terms, OverlapPlan::max),
            "overlap_permille",
            plan(terms, OverlapPlan::permille),
            "overlap_margin",
            plan(terms, OverlapPlan::margin),
            "max_per_worker",
            terms.maxPerWorker(),
            "requirements",
            StrictJson.toObject(terms.requirements()),
            "domain",
            terms.domain(),
            "gold",
            terms.goldPermille(),
            "review",
            terms.review().mode(),
            "sample",
            terms.review().samplePermille(),
            "hours",
            terms.review().hours(),
            "budget",
            micros(terms.budget()))
        .map(rows -> Rows.one(rows, ProjectRepository::project));
  }

  Future<Optional<Project>> find(SqlClient client, ProjectId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, ProjectRepository::project));
  }

  /** Holds the row until the transaction ends: nothing is committed against it meanwhile. */
  Future<Optional<Project>> lock(SqlConnection tx, ProjectId id) {
    return LOCK.run(tx, "id", id).map(rows -> Rows.first(rows, ProjectRepository::project));
  }

  Future<List<Project>> live(SqlClient client, Collection<ProjectId> ids) {
    return LIVE.run(client, "ids", uuids(ids))
        .map(rows -> Rows.list(rows, ProjectRepository::project));
  }

  Future<Map<ProjectId, Integer>> liveVersions(SqlClient client) {
    return LIVE_VERSIONS
        .run(client)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new ProjectId(row.getUUID("id")),
                    row -> row.getInteger("version")));
  }

  Future<List<Project>> list(
      SqlClient client,
      Collection<OrganisationId> organisations,
      @Nullable ProjectState state,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return LIST.run(
            client,
            "organisations",
            organisations.stream().map(OrganisationId::value).toArray(UUID[]::new),
            "state",
            state,
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, ProjectRepository::project));
  }

  Future<Boolean> transition(
      SqlConnection tx,
      ProjectId id,
      ProjectState from,
      ProjectState to,
      @Nullable PauseReason reason) {
    return TRANSITION
        .run(tx, "id", id, "from", from, "to", to, "reason", reason)
        .map(rows -> rows.size() == 1);
  }

  Future<Boolean> addTasks(SqlConnection tx, ProjectId id, long tasks, long gold) {
    return ADD_TASKS.run(tx, "id", id, "tasks", tasks, "gold", gold).map(rows -> rows.size() == 1);
  }

  /**
   * @param most how many answers a rule may let them have; null where there is no rule
   */
  Future<Void> changeOverlap(
      SqlConnection tx, ProjectId id, int former, int overlap, @Nullable Integer most) {
    return OVERLAP_OF_TASKS
        .run(tx, "id", id, "former", former, "overlap", overlap, "most", most)
        .mapEmpty();
  }

  private static <T> @Nullable T plan(ProjectTerms terms, Function<OverlapPlan, @Nullable T> of) {
    return terms.overlapRule() == null ? null : of.apply(terms.overlapRule());
  }

  private static @Nullable OverlapPlan plan(Row row) {
    String rule = row.getString("overlap_rule");
    return rule == null
        ? null
        : new OverlapPlan(
            rule,
            row.getInteger("overlap_max"),
            row.getInteger("overlap_permille"),
            row.getInteger("overlap_margin"));
  }

  private static UUID[] uuids(Collection<ProjectId> ids) {
    return ids.stream().map(ProjectId::value).toArray(UUID[]::new);
  }

  private static @Nullable Long micros(@Nullable Money money) {
    return money == null ? null : money.micros();
  }

  private static Project project(Row row) {
    String currency = row.getString("currency");
    var kind = Sql.constant(ProjectKind.class, row.getString("kind"));
    String reason = row.getString("pause_reason");
    Long budget = row.getLong("budget_micros");
    return new Project(
        new ProjectId(row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        row.getString("name"),
        kind,
        Sql.constant(ProjectState.class, row.getString("state")),
        reason == null ? null : Sql.constant(PauseReason.class, reason),
        Template.parse(kind, row.getJsonObject("template")),
        row.getInteger("guideline_version"),
        new Money(row.getLong("price_micros"), currency),
        row.getInteger("estimate_seconds"),
        row.getInteger("overlap"),
        plan(row),
        row.getInteger("max_per_worker"),
        StrictJson.convert(row.getJsonObject("requirements"), Requirements.class),
        row.getString("domain"),
        row.getInteger("gold_permille"),
        new ReviewPlan(
            Sql.constant(ReviewMode.class, row.getString("review_mode")),
            row.getInteger("sample_permille"),
            row.getInteger("auto_accept_hours")),
        budget == null ? null : new Money(budget, currency),
        new Money(row.getLong("reserved_micros"), currency),
        new Money(row.getLong("committed_micros"), currency),
        row.getLong("tasks"),
        row.getLong("gold_tasks"),
        row.getInteger("version"),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "launched_at"),
        Rows.nullableInstant(row, "completed_at"));
  }
}
