package dev.guildhall.eligibility;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL that reads facts about workers across features, and writes nothing. */
final class FactsRepository {

  // Of each fact the columns are arrays of one order.
  private static final String FACTS =
      """
      select w.id, w.account_id, w.country, w.identity, w.vendor_id, w.wished_pay_micros, w.wished_pay_currency,
             a.email_verified_at is not null as verified,
             e.employers, l.languages, l.levels, q.qualifications, q.grades, q.untils, s.domains, s.means, s.bounds,
             s.observations, x.group_owners, x.group_names, x.group_projects, i.invitations
      from worker w
      join account a on a.id = w.account_id
      cross join lateral (
        select array_agg(m.organisation_id) as employers
        from membership m join organisation o on o.id = m.organisation_id
        where m.account_id = w.account_id and o.kind = 'requester') e
      cross join lateral (
        select array_agg(language order by language) as languages, array_agg(level order by language) as levels
        from worker_language where worker_id = w.id) l
      cross join lateral (
        select array_agg(qualification_id order by qualification_id) as qualifications,
               array_agg(level order by qualification_id) as grades,
               array_agg((extract(epoch from expires_at) * 1000)::bigint order by qualification_id) as untils
        from qualification_grant where worker_id = w.id) q
      cross join lateral (
        select array_agg(domain order by domain) as domains, array_agg(mean order by domain) as means,
               array_agg(lower_bound order by domain) as bounds, array_agg(observations order by domain) as observations
        from skill_estimate where worker_id = w.id) s
      cross join lateral (
        select array_agg(organisation_id order by organisation_id, name) as group_owners,
               array_agg(name order by organisation_id, name) as group_names,
               array_agg(project_id order by organisation_id, name) as group_projects
        from exclusion_group_member where worker_id = w.id) x
      cross join lateral (
        select array_agg(project_id) as invitations from project_invitation where worker_id = w.id) i
      """;

  private static final Sql ONE = Sql.of(FACTS + "where w.id = #{worker}");

  // Who has not confirmed an address or may not sign in takes no work.
  private static final Sql ALL =
      Sql.of(
          """
          select f.*, exists (
            select from session s
            where s.account_id = f.account_id and s.last_seen_at > clock_timestamp() - interval '7 days') as active
          from (
          """
              + FACTS
              + "where a.email_verified_at is not null and a.state = 'active') f");

  Future<Optional<Facts>> find(SqlClient client, WorkerId worker) {
    return ONE.run(client, "worker", worker).map(rows -> Rows.first(rows, FactsRepository::facts));
  }

  /** The facts about everybody who may take work, to be read some at a time. */
  Future<Cursor> all(SqlConnection tx) {
    return ALL.cursor(tx);
  }

  /**
   * Facts for a count.
   *
   * @param active whether the worker was here within the last seven days
   */
  record Counted(Facts facts, boolean active) {}

  static Counted counted(Row row) {
    return new Counted(facts(row), Boolean.TRUE.equals(row.getBoolean("active")));
  }

  private static Facts facts(Row row) {
    Long wish = row.getLong("wished_pay_micros");
    return new Facts(
        new WorkerId(row.getUUID("id")),
        new AccountId(row.getUUID("account_id")),
        set(row.getArrayOfUUIDs("employers"), OrganisationId::new),
        languages(row),
        Optional.ofNullable(row.getString("country")),
        Boolean.TRUE.equals(row.getBoolean("verified"))
            ? Identity.of(row.getString("identity"))
            : Identity.NONE,
        qualifications(row),
        skills(row),
        Optional.ofNullable(row.getUUID("vendor_id")).map(OrganisationId::new),
        groups(row),
        set(row.getArrayOfUUIDs("invitations"), ProjectId::new),
        wish == null
            ? Optional.empty()
            : Optional.of(new Money(wish, row.getString("wished_pay_currency"))));
  }

  private static Map<String, LanguageLevel> languages(Row row) {
    var tags = row.getArrayOfStrings("languages");
    var levels = row.getArrayOfStrings("levels");
    return map(tags, i -> tags[i], i -> Sql.constant(LanguageLevel.class, levels[i]));
  }

  private static Map<QualificationId, Facts.Held> qualifications(Row row) {
    var ids = row.getArrayOfUUIDs("qualifications");
    var levels = row.getArrayOfIntegers("grades");
    var untils = row.getArrayOfLongs("untils");
    return map(
        ids,
        i -> new QualificationId(ids[i]),
        i ->
            new Facts.Held(
                levels[i], untils[i] == null ? Instant.MAX : Instant.ofEpochMilli(untils[i])));
  }

  private static Map<String, Facts.Skill> skills(Row row) {
    var domains = row.getArrayOfStrings("domains");
    var means = row.getArrayOfDoubles("means");
    var bounds = row.getArrayOfDoubles("bounds");
    var observations = row.getArrayOfIntegers("observations");
    return map(
        domains, i -> domains[i], i -> new Facts.Skill(means[i], bounds[i], observations[i]));
  }

  private static Map<Facts.Group, ProjectId> groups(Row row) {
    var owners = row.getArrayOfUUIDs("group_owners");
    var names = row.getArrayOfStrings("group_names");
    var projects = row.getArrayOfUUIDs("group_projects");
    return map(
        owners,
        i -> new Facts.Group(new OrganisationId(owners[i]), names[i]),
        i -> new ProjectId(projects[i]));
  }

  private static <K, V> Map<K, V> map(
      Object @Nullable [] first, IntFunction<K> key, IntFunction<V> value) {
    if (first == null) {
      return Map.of();
    }
    var map = new HashMap<K, V>();
    for (int i = 0; i < first.length; i++) {
      map.put(key.apply(i), value.apply(i));
    }
    return Map.copyOf(map);
  }

  private static <T> Set<T> set(UUID @Nullable [] ids, Function<UUID, T> made) {
    return ids == null
        ? Set.of()
        : Arrays.stream(ids).map(made).collect(Collectors.toUnmodifiableSet());
  }
}
