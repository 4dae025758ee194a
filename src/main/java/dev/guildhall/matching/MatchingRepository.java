package dev.guildhall.matching;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.queue.WaitingTask;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

/** SQL of matching. It reads across features and writes nothing. */
final class MatchingRepository {

  private static final int ENOUGH_SUBMISSIONS = 5;
  private static final int ENOUGH_JUDGED = 20;

  /** As many tasks of a pool are counted for a single worker. */
  static final int FEW = 10;

  // An assignment is one sample: a revision's active seconds are its own, its other seconds hold
  // those of the submissions before.
  private static final Sql FACTS =
      Sql.of(
          """
          select p.id,
            exists (select 1 from task t where t.project_id = p.id and t.named and t.live < least(t.overlap, t.able)) as named,
            exists (select 1 from task t
              where t.project_id = p.id and t.gold is not null and t.live < t.overlap and not t.named) as gold,
            (select case when count(*) >= #{enough_submissions}
               then percentile_cont(0.5) within group (order by w.seconds) end
             from (
               select case when count(*) = count(s.active_seconds) then sum(s.active_seconds) else max(s.seconds) end as seconds
               from (
                 select id from assignment
                 where project_id = p.id and submitted_at is not null
                 order by submitted_at desc limit 200) a
               join submission s on s.assignment_id = a.id
               group by a.id) w) as median_seconds,
            (select case when count(*) >= #{enough_judged}
               then avg(case when a.state in ('accepted', 'accepted_with_fix', 'soft_rejected') then 1.0 else 0.0 end)::float8 end
             from (
               select a.state from assignment a
               where a.project_id = p.id
                 and a.state in ('accepted', 'accepted_with_fix', 'soft_rejected', 'rejected', 'disputed')
               order by a.ended_at desc
               limit 1000) a) as accepted_share,
            case when p.reserved_micros = 0 then 0
                 else p.committed_micros::float8 / p.reserved_micros end as done_share,
            w.waiting, w.slots, (p.reserved_micros - p.committed_micros) / p.price_micros as remaining,
            extract(epoch from clock_timestamp() - coalesce(
              (select max(a.submitted_at) from assignment a where a.project_id = p.id and a.submitted_at is not null),
              p.launched_at, p.created_at))::float8 as idle_seconds
          from project p
          cross join lateral (
            select count(*)::int as waiting, coalesce(sum(t.free), 0)::int as slots
            from (
              select t.overlap - t.live as free from task t
              where t.project_id = p.id and t.live < t.overlap and t.gold is null and not t.named
              order by t.priority desc, t.position
              limit #{most}) t) w
          where p.id = any (#{projects})
          """);

  private static final Sql LISTINGS =
      Sql.of(
          """
          select p.id, o.name as requester, g.summary
          from project p
          join organisation o on o.id = p.organisation_id
          join guideline g on g.project_id = p.id and g.version = p.guideline_version
          where p.id = any (#{projects})
          """);

  private static final Sql CLAIMABLE =
      Sql.of(
          """
          select id, priority, position, overlap - live as free from task
          where project_id = #{project} and live < overlap and gold is null and not named
          order by priority desc, position
          limit #{window}
          """);

  private static final Sql CLAIMABLE_OF =
      Sql.of(
          """
          select t.id, t.project_id, t.priority, t.position, t.free
          from unnest(#{projects}::uuid[]) as p (id)
          cross join lateral (
            select id, project_id, priority, position, overlap - live as free from task
            where project_id = p.id and live < overlap and gold is null and not named
            order by priority desc, position
            limit #{window}) t
          """);

  private static final Sql WAITING =
      Sql.of(
          """
          select p.id as project_id,
            (select count(*) from (
              select from task
              where project_id = p.id and live < overlap and gold is null and not named
              limit #{window}) w)::int as waiting
          from unnest(#{projects}::uuid[]) as p (id)
          """);

  private static final Sql FREE =
      Sql.of(
          """
          select id from task
          where id = any (#{tasks}::uuid[]) and project_id = #{project} and live < overlap and gold is null
            and not named
          """);

  private static final Sql COMPLETED =
      Sql.of(
          """
          select p.id from queue_epoch q join project p on p.id = q.pool_id
          where p.state = 'completed'
          limit #{limit}
          """);

  private static final Sql WORKERS_OF =
      Sql.of("select distinct worker_id from assignment where project_id = #{project}");

  private static final Sql OWN_TIMES =
      Sql.of(
          """
          select w.project_id, count(*)::int as samples,
                 percentile_cont(0.5) within group (order by w.seconds) as median_seconds
          from (
            select a.project_id,
                   case when count(*) = count(s.active_seconds) then sum(s.active_seconds) else max(s.seconds) end as seconds
            from (
              select id, project_id from assignment
              where worker_id = #{worker} and submitted_at is not null
              order by claimed_at desc limit 500) a
            join submission s on s.assignment_id = a.id
            group by a.id, a.project_id) w
          group by w.project_id
          having count(*) >= 3
          """);

  // What expired in the worker's hands, or was given back, waits for them by name again.
  private static final Sql NAMED_FOR =
      Sql.of(
          """
          select n.project_id, count(*)::int as waiting
          from (
            select w.project_id from task_worker w join task t on t.id = w.task_id
            where w.worker_id = #{worker} and t.live < t.overlap
              and not exists (
                select 1 from assignment a
                where a.task_id = t.id and a.worker_id = #{worker}
                  and a.state not in ('returned', 'skipped', 'expired'))
            limit 1000) n
          group by n.project_id
          """);

  // For each pool, tasks for anybody that this worker has not had: a few, for each is looked up.
  private static final Sql COMMON_FOR =
      Sql.of(
          """
          select p.id as project_id,
            (select count(*) from (
              select 1 from task t
              where t.project_id = p.id and t.live < t.overlap and t.gold is null and not t.named
                and not exists (select 1 from assignment a where a.task_id = t.id and a.worker_id = #{worker})
              limit #{most}) n)::int as waiting
          from unnest(#{projects}::uuid[]) as p (id)
          """);

  private static final Sql ACKNOWLEDGED =
      Sql.of(
          """
          select project_id, max(version) as version from guideline_acknowledgement
          where worker_id = #{worker}
          group by project_id
          """);

  private static final Sql HAS_WORKED =
      Sql.of("select exists (select from worker_load where worker_id = #{worker}) as worked");

  /** What a card says of a pool besides its project. */
  record Listing(String requester, String summary) {}

  Future<Map<ProjectId, Listing>> listings(SqlClient client, Collection<ProjectId> projects) {
    return LISTINGS
        .run(client, "projects", ids(projects))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new ProjectId(row.getUUID("id")),
                    row -> new Listing(row.getString("requester"), row.getString("summary"))));
  }

  Future<Map<ProjectId, PoolFacts>> facts(SqlClient client, Collection<ProjectId> projects) {
    return FACTS
        .run(
            client,
            "projects",
            ids(projects),
            "enough_submissions",
            ENOUGH_SUBMISSIONS,
            "enough_judged",
            ENOUGH_JUDGED,
            "most",
            PoolFacts.MOST)
        .map(
            rows ->
                Rows.map(rows, row -> new ProjectId(row.getUUID("id")), MatchingRepository::facts));
  }

  private static PoolFacts facts(Row row) {
    return new PoolFacts(
        row.getBoolean("named"),
        row.getBoolean("gold"),
        row.getInteger("waiting"),
        row.getInteger("slots"),
        row.getLong("remaining"),
        optional(row.getDouble("median_seconds")),
        optional(row.getDouble("accepted_share")),
        row.getDouble("done_share"),
        row.getDouble("idle_seconds"));
  }

  private static OptionalDouble optional(@org.jspecify.annotations.Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  Future<List<WaitingTask>> claimable(SqlClient client, ProjectId project) {
    return CLAIMABLE
        .run(client, "project", project, "window", TaskQueue.WINDOW)
        .map(rows -> Rows.list(rows, MatchingRepository::task));
  }

  /** The same of many pools, by pool. */
  Future<Map<UUID, List<WaitingTask>>> claimable(SqlClient client, Collection<UUID> projects) {
    return CLAIMABLE_OF
        .run(client, "projects", projects.toArray(UUID[]::new), "window", TaskQueue.WINDOW)
        .map(
            rows -> {
              var tasks = new HashMap<UUID, List<WaitingTask>>();
              for (Row row : rows) {
                tasks
                    .computeIfAbsent(row.getUUID("project_id"), _ -> new ArrayList<>())
                    .add(task(row));
              }
              return tasks;
            });
  }

  private static WaitingTask task(Row row) {
    return new WaitingTask(
        row.getUUID("id"),
        QueueRank.of(row.getInteger("priority"), row.getLong("position")),
        row.getInteger("free"));
  }

  /** By pool, how many tasks are claimable, counted up to {@link TaskQueue#WINDOW}. */
  Future<Map<ProjectId, Integer>> waiting(SqlClient client, Collection<ProjectId> projects) {
    return WAITING
        .run(client, "projects", ids(projects), "window", TaskQueue.WINDOW)
        .map(MatchingRepository::waiting);
  }

  /** Those of {@code tasks} that are the project's and have a slot for anybody. */
  Future<List<UUID>> free(SqlClient client, UUID project, Collection<UUID> tasks) {
    return FREE.run(client, "project", project, "tasks", tasks.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  /** Completed projects whose queue has not been forgotten. */
  Future<List<ProjectId>> completed(SqlClient client, int limit) {
    return COMPLETED
        .run(client, "limit", limit)
        .map(rows -> Rows.list(rows, row -> new ProjectId(row.getUUID("id"))));
  }

  /** Everybody who ever had a task of the project. */
  Future<List<UUID>> workersOf(SqlClient client, ProjectId project) {
    return WORKERS_OF
        .run(client, "project", project)
        .map(rows -> Rows.list(rows, row -> row.getUUID("worker_id")));
  }

  /** By pool, how long the worker takes; of their latest five hundred submissions. */
  Future<Map<ProjectId, OwnTime>> ownTimes(SqlClient client, UUID worker) {
    return OWN_TIMES
        .run(client, "worker", worker)
        .map(
            rows ->
                Rows.map(
                    rows,
                    MatchingRepository::project,
                    row ->
                        new OwnTime(row.getDouble("median_seconds"), row.getInteger("samples"))));
  }

  /** Whether the worker has ever had a task. */
  Future<Boolean> hasWorked(SqlClient client, UUID worker) {
    return HAS_WORKED
        .run(client, "worker", worker)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("worked")));
  }

  /** By pool, how many tasks wait for the worker by name. */
  Future<Map<ProjectId, Integer>> namedFor(SqlClient client, UUID worker) {
    return NAMED_FOR.run(client, "worker", worker).map(MatchingRepository::waiting);
  }

  /**
   * By pool, how many tasks wait for the worker among those for anybody; counted up to {@value
   * #FEW}.
   */
  Future<Map<ProjectId, Integer>> commonFor(
      SqlClient client, UUID worker, Collection<ProjectId> projects) {
    return COMMON_FOR
        .run(client, "worker", worker, "projects", ids(projects), "most", FEW)
        .map(MatchingRepository::waiting);
  }

  private static Map<ProjectId, Integer> waiting(RowSet<Row> rows) {
    return Rows.map(rows, MatchingRepository::project, row -> row.getInteger("waiting"));
  }

  /** By project, the newest version of its guideline that the worker says to have read. */
  Future<Map<ProjectId, Integer>> acknowledged(SqlClient client, UUID worker) {
    return ACKNOWLEDGED
        .run(client, "worker", worker)
        .map(rows -> Rows.map(rows, MatchingRepository::project, row -> row.getInteger("version")));
  }

  private static ProjectId project(Row row) {
    return new ProjectId(row.getUUID("project_id"));
  }

  private static UUID[] ids(Collection<ProjectId> projects) {
    return projects.stream().map(ProjectId::value).toArray(UUID[]::new);
  }
}
