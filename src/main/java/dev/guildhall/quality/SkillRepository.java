package dev.guildhall.quality;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** SQL of estimates of skill. */
final class SkillRepository {

  // What others reach moves every estimate a little, all the time.
  private static final double NOTICEABLE = 0.005;

  private static final Sql LOCK =
      Sql.of("select looked_at from skill_progress for no key update skip locked");

  private static final Sql ADVANCE = Sql.of("update skill_progress set looked_at = #{to}");

  private static final Sql NOW = Sql.of("select clock_timestamp() as now");

  private static final Sql JUDGED =
      Sql.of(
          """
          select a.worker_id from verdict v join assignment a on a.id = v.assignment_id
          where v.decided_at > #{since} and v.decided_by in ('person', 'appeal')
          union
          select a.worker_id from submission s join assignment a on a.id = s.assignment_id
          where s.submitted_at > #{since} and s.gold_right is not null
          """);

  // Of each assignment what is known last: a check against gold, or else the last word of a person.
  // What a rule or the timer
  // accepted says nothing about the work. A project without a domain is one of its own.
  private static final Sql OBSERVED =
      Sql.of(
          """
          select coalesce(p.domain, p.id::text) as domain, sum(o.right_share)::float8 as right_sum, count(*)::int as observations
          from (
            select id, project_id from assignment
            where worker_id = #{worker} and submitted_at is not null
            order by claimed_at desc
            limit 500) a
          join project p on p.id = a.project_id
          cross join lateral (
            select coalesce(
              (select case when s.gold_right then 1.0 else 0.0 end
               from submission s where s.assignment_id = a.id and s.gold_right is not null
               order by s.revision limit 1),
              (select case v.kind when 'accept' then 1.0 when 'accept_with_fix' then 0.5 else 0.0 end
               from verdict v
               where v.assignment_id = a.id and v.decided_by in ('person', 'appeal') and v.kind <> 'revise'
               order by v.decided_at desc limit 1)) as right_share) o
          where o.right_share is not null
          group by 1
          """);

  private static final Sql OTHERS =
      Sql.of(
          """
          select domain, sum(right_sum) as right_sum, sum(observations)::int as observations
          from skill_estimate where domain = any (#{domains}) and worker_id <> #{worker}
          group by domain
          """);

  private static final Sql WRITE =
      Sql.of(
          """
          insert into skill_estimate as e (worker_id, domain, mean, lower_bound, observations, right_sum, rule)
          values (#{worker}, #{domain}, #{mean}, #{lower}, #{observations}, #{right}, #{rule})
          on conflict (worker_id, domain) do update
          set mean = excluded.mean, lower_bound = excluded.lower_bound, observations = excluded.observations,
              right_sum = excluded.right_sum, rule = excluded.rule, estimated_at = excluded.estimated_at
          where e.observations <> excluded.observations or e.rule <> excluded.rule
            or abs(e.mean - excluded.mean) > #{noticeable}
          returning worker_id
          """);

  /** What is known of work in a domain: of so many pieces, how many were right. */
  record Observed(String domain, double right, int observations) {}

  /** How far it was looked at; empty while another node looks. The row is held. */
  Future<List<Instant>> lock(SqlConnection tx) {
    return LOCK.run(tx).map(rows -> Rows.list(rows, row -> Rows.instant(row, "looked_at")));
  }

  Future<Void> advance(SqlConnection tx, Instant to) {
    return ADVANCE.run(tx, "to", to).mapEmpty();
  }

  Future<Instant> now(SqlClient client) {
    return NOW.run(client).map(rows -> Rows.one(rows, row -> Rows.instant(row, "now")));
  }

  /** Workers some of whose work was judged by a person, or checked, since then. */
  Future<List<UUID>> judged(SqlClient client, Instant since) {
    return JUDGED
        .run(client, "since", since)
        .map(rows -> Rows.list(rows, row -> row.getUUID("worker_id")));
  }

  Future<List<Observed>> observed(SqlClient client, UUID worker) {
    return OBSERVED
        .run(client, "worker", worker)
        .map(rows -> Rows.list(rows, SkillRepository::observed));
  }

  private static Observed observed(Row row) {
    return new Observed(
        row.getString("domain"), row.getDouble("right_sum"), row.getInteger("observations"));
  }

  /** What all others together have done in each of the domains. */
  Future<Map<String, Observed>> others(SqlClient client, UUID worker, List<String> domains) {
    return OTHERS
        .run(client, "worker", worker, "domains", domains.toArray(String[]::new))
        .map(rows -> Rows.map(rows, row -> row.getString("domain"), SkillRepository::observed));
  }

  /** Whether the estimate is noticeably another one than there was. */
  Future<Boolean> write(SqlConnection tx, UUID worker, Observed observed, SkillEstimate estimate) {
    return WRITE
        .run(
            tx,
            "worker",
            worker,
            "domain",
            observed.domain(),
            "right",
            observed.right(),
            "mean",
            estimate.mean(),
            "lower",
            estimate.lowerBound(),
            "observations",
            estimate.observations(),
            "rule",
            SkillEstimate.RULE,
            "noticeable",
            NOTICEABLE)
        .map(rows -> rows.size() == 1);
  }
}
