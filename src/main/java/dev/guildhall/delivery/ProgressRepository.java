package dev.guildhall.delivery;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of a project's figures, each computed by the database over all of its rows. */
final class ProgressRepository {

  private static final Sql FIGURES =
      Sql.of(
          """
          with tasks as (
            select count(*) filter (where gold is null) as total,
                   count(*) filter (where gold is null and state = 'done') as done,
                   count(*) filter (where gold is null and state = 'cancelled') as cancelled,
                   count(*) filter (where gold is not null) as gold,
                   coalesce(sum(least(overlap, able) + extra) filter (where gold is null), 0) as wanted,
                   coalesce(sum(overlap - least(overlap, able)) filter (where gold is null), 0) as closed
            from task where project_id = #{project}
          ), work as (
            select count(*) filter (where t.gold is null and a.state in ('claimed', 'revision_requested')) as in_work,
                   count(*) filter (where t.gold is null and a.state = 'submitted') as waiting,
                   count(*) filter (where t.gold is null and a.state in ('accepted', 'accepted_with_fix')) as accepted,
                   count(*) filter (where t.gold is null and a.state in ('rejected', 'soft_rejected', 'disputed')) as rejected,
                   coalesce(sum(a.price_micros) filter (
                     where a.state in ('accepted', 'accepted_with_fix', 'soft_rejected')), 0) as paid
            from assignment a join task t on t.id = a.task_id
            where a.project_id = #{project}
          ), sent as (
            select percentile_disc(0.5) within group (order by coalesce(s.active_seconds, s.seconds)) as median_seconds,
                   count(distinct a.worker_id) as workers,
                   count(*) filter (where s.gold_right is not null) as gold_answered,
                   count(*) filter (where s.gold_right) as gold_right,
                   count(*) filter (
                     where t.gold is null and s.revision = 1 and s.submitted_at > clock_timestamp() - interval '1 hour') as last_hour
            from assignment a
            join submission s on s.assignment_id = a.id
            join task t on t.id = a.task_id
            where a.project_id = #{project}
              and not exists (select from submission n where n.assignment_id = s.assignment_id and n.revision > s.revision)
          )
          select p.state, p.kind, p.currency, p.reserved_micros, p.committed_micros, tasks.*, work.*, sent.*,
                 greatest(60, least(3600,
                   extract(epoch from clock_timestamp() - coalesce(p.launched_at, p.created_at))))::bigint as window_seconds
          from project p, tasks, work, sent
          where p.id = #{project}
          """);

  // The newest 1344 quarters are two weeks of days without a pause.
  private static final Sql SERIES =
      Sql.of(
          """
          select quarter, sum(submitted)::bigint as submitted, sum(accepted)::bigint as accepted
          from (
            select date_bin('15 minutes', s.submitted_at, timestamptz '2000-01-01 00:00:00Z') as quarter,
                   1 as submitted, 0 as accepted
            from assignment a
            join submission s on s.assignment_id = a.id
            join task t on t.id = a.task_id and t.gold is null
            where a.project_id = #{project}
            union all
            select date_bin('15 minutes', v.decided_at, timestamptz '2000-01-01 00:00:00Z'), 0, 1
            from assignment a
            join verdict v on v.assignment_id = a.id and v.kind in ('accept', 'accept_with_fix')
            join task t on t.id = a.task_id and t.gold is null
            where a.project_id = #{project}) as happened
          group by quarter
          order by quarter desc
          limit 1344
          """);

  // What has all its answers and is not decided waits for money.
  private static final Sql SETTLED =
      Sql.of(
          """
          select live as answers, count(*) filter (where settled) as tasks,
                 count(*) filter (where not settled and live >= overlap and not exists (
                   select 1 from assignment a
                   where a.task_id = task.id and a.state in ('claimed', 'revision_requested'))) as uncovered,
                 count(*) filter (where not settled) as undecided
          from task
          where project_id = #{project} and overlap_max is not null and state <> 'cancelled'
          group by live
          order by live
          """);

  // Tasks with the same counts are one row, so that what travels does not grow with the votes.
  private static final Sql VOTES =
      Sql.of(
          """
          select counts, count(*) as units
          from (
            select task_id, jsonb_object_agg(value, n) as counts
            from (
              select a.task_id, s.output ->> #{field} as value, count(*) as n
              from assignment a
              join task t on t.id = a.task_id and t.gold is null
              join submission s on s.assignment_id = a.id
              where a.project_id = #{project} and a.state in ('submitted', 'accepted', 'accepted_with_fix')
                and s.output ->> #{field} is not null
                and not exists (
                  select from submission n where n.assignment_id = s.assignment_id and n.revision > s.revision)
              group by a.task_id, value) as per_value
            group by task_id) as per_task
          group by counts
          """);

  /** What one row says of a project. */
  record Figures(
      String kind,
      String state,
      Progress.Tasks tasks,
      Progress.Submissions submissions,
      Progress.Spent money,
      long medianSeconds,
      Progress.GoldAccuracy gold,
      long workers,
      long lastHour,
      long windowSeconds) {}

  Future<Optional<Figures>> figures(SqlClient client, UUID project) {
    return FIGURES
        .run(client, "project", project)
        .map(rows -> Rows.first(rows, ProgressRepository::figures));
  }

  private static Figures figures(Row row) {
    String currency = row.getString("currency");
    Integer median = row.getInteger("median_seconds");
    return new Figures(
        row.getString("kind"),
        row.getString("state"),
        new Progress.Tasks(
            row.getLong("total"),
            row.getLong("done"),
            row.getLong("cancelled"),
            row.getLong("gold")),
        new Progress.Submissions(
            row.getLong("wanted"),
            row.getLong("closed"),
            row.getLong("in_work"),
            row.getLong("waiting"),
            row.getLong("accepted"),
            row.getLong("rejected")),
        new Progress.Spent(
            new Money(row.getLong("reserved_micros"), currency),
            new Money(row.getLong("committed_micros"), currency),
            new Money(row.getNumeric("paid").longValue(), currency)),
        median == null ? 0 : median,
        new Progress.GoldAccuracy(row.getLong("gold_answered"), row.getLong("gold_right")),
        row.getLong("workers"),
        row.getLong("last_hour"),
        row.getLong("window_seconds"));
  }

  /** Oldest first. */
  Future<List<Progress.Quarter>> series(SqlClient client, UUID project) {
    return SERIES
        .run(client, "project", project)
        .map(
            rows ->
                Rows.list(
                        rows,
                        row ->
                            new Progress.Quarter(
                                Rows.instant(row, "quarter"),
                                row.getLong("submitted"),
                                row.getLong("accepted")))
                    .reversed());
  }

  /** How many answers tasks were settled with; empty where no rule decides. */
  Future<Optional<Progress.Settling>> settling(SqlClient client, UUID project) {
    return SETTLED
        .run(client, "project", project)
        .map(
            rows -> {
              long undecided = 0;
              long uncovered = 0;
              var settled = new ArrayList<Progress.Settled>();
              for (Row row : rows) {
                undecided += row.getLong("undecided");
                uncovered += row.getLong("uncovered");
                if (row.getLong("tasks") > 0) {
                  settled.add(
                      new Progress.Settled(row.getInteger("answers"), row.getLong("tasks")));
                }
              }
              return rows.size() == 0
                  ? Optional.empty()
                  : Optional.of(new Progress.Settling(settled, undecided, uncovered));
            });
  }

  /**
   * The answers that stand, by task; {@code field} is the member of an output that holds the
   * answer.
   */
  Future<List<KrippendorffAlpha.Votes>> votes(SqlClient client, UUID project, String field) {
    return VOTES
        .run(client, "project", project, "field", field)
        .map(rows -> Rows.list(rows, ProgressRepository::votes));
  }

  private static KrippendorffAlpha.Votes votes(Row row) {
    var counts = new HashMap<String, Long>();
    row.getJsonObject("counts")
        .forEach(count -> counts.put(count.getKey(), ((Number) count.getValue()).longValue()));
    return new KrippendorffAlpha.Votes(counts, row.getLong("units"));
  }
}
