package dev.guildhall.assignment;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the claim. Every statement serves a whole batch. */
final class ClaimRepository {

  private static final Sql BY_CLAIM =
      Sql.of(
          """
          select claim_id, id, task_id, worker_id from assignment where claim_id = any (#{claims})
          union all
          select f.claim_id, a.id, a.task_id, a.worker_id
          from former_claim f join assignment a on a.id = f.assignment_id
          where f.claim_id = any (#{claims})
          """);

  private static final Sql MAKE_LOADS =
      Sql.of(
          """
          insert into worker_load (worker_id, held)
          select worker_id, 0 from unnest(#{workers}::uuid[]) as w (worker_id)
          where not exists (select 1 from worker_load l where l.worker_id = w.worker_id)
          on conflict do nothing
          """);

  private static final Sql LOCK_LOADS =
      Sql.of(
          """
          select worker_id, held, case when cooldown_until > clock_timestamp() then cooldown_until end as cooldown_until
          from worker_load
          where worker_id = any (#{workers})
          order by worker_id
          for no key update
          """);

  private static final Sql NAMED =
      Sql.of(
          """
          select r.n, t.id
          from unnest(#{workers}::uuid[], #{projects}::uuid[]) with ordinality as r (worker_id, project_id, n)
          cross join lateral (
            select t.id from task_worker w join task t on t.id = w.task_id
            where w.worker_id = r.worker_id and w.project_id = r.project_id
              and t.live < t.overlap
              and not exists (select 1 from assignment a where a.task_id = t.id and a.worker_id = r.worker_id)
            order by t.priority desc, t.position
            limit 1) t
          """);

  private static final Sql GOLD =
      Sql.of(
          """
          select r.n, t.id
          from unnest(#{workers}::uuid[], #{projects}::uuid[]) with ordinality as r (worker_id, project_id, n)
          cross join lateral (
            select t.id from task t
            where t.project_id = r.project_id and t.gold is not null and t.live < t.overlap and not t.named
              and not exists (select 1 from assignment a where a.task_id = t.id and a.worker_id = r.worker_id)
            order by t.position
            limit 1) t
          """);

  // Tasks that another claim is looking at are passed over rather than waited for: who never waits
  // may lock them in the order of their ranks.
  private static final Sql WAITING =
      Sql.of(
          """
          select t.id, t.project_id, t.live, t.overlap, t.input, t.gold from task t
          where t.project_id = #{project} and t.live < t.overlap and t.gold is null and not t.named
            and not exists (select 1 from assignment a where a.task_id = t.id and a.worker_id = #{worker})
          order by t.priority desc, t.position
          limit #{limit}
          for no key update skip locked
          """);

  private static final Sql LOCK_TASKS =
      Sql.of(
          """
          select id, project_id, live, overlap, input, gold
          from task where id = any (#{tasks}) order by id for no key update
          """);

  private static final Sql HAD =
      Sql.of(
          """
          select a.task_id, a.worker_id from assignment a
          join unnest(#{tasks}::uuid[], #{workers}::uuid[]) as r (task_id, worker_id)
            on r.task_id = a.task_id and r.worker_id = a.worker_id
          """);

  // What was given up does not count, however it was.
  private static final Sql QUOTAS =
      Sql.of(
          """
          select r.worker_id, p.id as project_id, p.max_per_worker as most,
                 (select count(*) from assignment a
                  where a.worker_id = r.worker_id and a.project_id = p.id
                    and a.state not in ('returned', 'skipped', 'expired', 'cancelled'))::int as taken
          from (
            select distinct worker_id, project_id
            from unnest(#{workers}::uuid[], #{projects}::uuid[]) as w (worker_id, project_id)) r
          join project p on p.id = r.project_id and p.max_per_worker is not null
          """);

  // A twin that commits at the same moment makes its row vanish from the answer, not the whole
  // batch.
  private static final Sql INSERT =
      Sql.of(
          """
          insert into assignment (
            id, claim_id, task_id, project_id, worker_id, state, lease_until, grace_until,
            price_micros, currency, guideline_version)
          select id, claim_id, task_id, project_id, worker_id, 'claimed',
                 clock_timestamp() + lease_seconds * interval '1 second',
                 clock_timestamp() + (lease_seconds + #{grace_seconds}) * interval '1 second',
                 price_micros, currency, guideline_version
          from unnest(
            #{ids}::uuid[], #{claims}::uuid[], #{tasks}::uuid[], #{projects}::uuid[], #{workers}::uuid[],
            #{lease_seconds}::int[], #{prices}::bigint[], #{currencies}::text[], #{guidelines}::int[])
            as r (id, claim_id, task_id, project_id, worker_id, lease_seconds, price_micros, currency, guideline_version)
          on conflict do nothing
          returning id, fence, version, leased_at, lease_until, grace_until, claimed_at, clock_timestamp() as now
          """);

  private static final Sql TAKE_SLOTS =
      Sql.of(
          """
          update task t set live = t.live + r.n
          from unnest(#{tasks}::uuid[], #{counts}::int[]) as r (id, n)
          where t.id = r.id
          """);

  private static final Sql ADD_LOADS =
      Sql.of(
          """
          update worker_load l set held = l.held + r.n
          from unnest(#{workers}::uuid[], #{counts}::int[]) as r (worker_id, n)
          where l.worker_id = r.worker_id
          """);

  /** A claim that was granted. */
  record Granted(UUID id, UUID task, UUID worker) {}

  /** What a worker holds, and until when their next claim waits. */
  record Load(int held, @Nullable Instant cooldownUntil) {}

  /** A worker in a project. */
  record Place(UUID worker, UUID project) {}

  /** How many tasks of a project one worker may have, and has. */
  record Quota(int most, int taken) {

    boolean isReached() {
      return taken >= most;
    }

    Quota withOneMore() {
      return new Quota(most, taken + 1);
    }
  }

  /** A task's slots under lock, and what is in the task. */
  record Slots(UUID project, int live, int overlap, Content content) {}

  /** What a task asks; {@code gold} is the known answer, if there is one. */
  record Content(JsonObject input, @Nullable JsonObject gold) {}

  /** An assignment as it was written, by PostgreSQL's clock. */
  record Written(
      AssignmentId id,
      long fence,
      int version,
      Instant leasedAt,
      Instant leaseUntil,
      Instant graceUntil,
      Instant claimedAt,
      Instant now) {}

  /** A worker and a task. */
  record Pair(UUID task, UUID worker) {}

  /** A row to insert. */
  record NewAssignment(UUID id, Wanted wanted, UUID task) {}

  Future<Map<UUID, Granted>> byClaim(SqlConnection tx, Collection<UUID> claims) {
    return BY_CLAIM
        .run(tx, "claims", claims.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("claim_id"),
                    row ->
                        new Granted(
                            row.getUUID("id"), row.getUUID("task_id"), row.getUUID("worker_id"))));
  }

  Future<Map<UUID, Load>> lockLoads(SqlConnection tx, Collection<UUID> workers) {
    UUID[] sorted = workers.stream().distinct().sorted().toArray(UUID[]::new);
    var making = MAKE_LOADS.run(tx, "workers", sorted);
    var locking = LOCK_LOADS.run(tx, "workers", sorted);
    return making
        .compose(_ -> locking)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("worker_id"),
                    row ->
                        new Load(
                            row.getInteger("held"), Rows.nullableInstant(row, "cooldown_until"))));
  }

  /** The quotas of those projects that have one; exact while the workers' loads are under lock. */
  Future<Map<Place, Quota>> quotas(SqlClient client, Collection<Place> places) {
    return QUOTAS
        .run(
            client,
            "workers",
            places.stream().map(Place::worker).toArray(UUID[]::new),
            "projects",
            places.stream().map(Place::project).toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new Place(row.getUUID("worker_id"), row.getUUID("project_id")),
                    row -> new Quota(row.getInteger("most"), row.getInteger("taken"))));
  }

  /** For each request of the list that has one, its index and the task. */
  Future<Map<Integer, UUID>> named(SqlConnection tx, List<Wanted> wanted) {
    return candidates(NAMED, tx, wanted);
  }

  /** Like {@link #named}, with gold tasks. */
  Future<Map<Integer, UUID>> gold(SqlConnection tx, List<Wanted> wanted) {
    return candidates(GOLD, tx, wanted);
  }

  private static Future<Map<Integer, UUID>> candidates(
      Sql statement, SqlConnection tx, List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return statement
        .run(
            tx,
            "workers",
            wanted.stream().map(Wanted::worker).toArray(UUID[]::new),
            "projects",
            wanted.stream().map(w -> w.project().value()).toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> (int) (row.getLong("n") - 1), row -> row.getUUID("id")));
  }

  /** The first tasks that nobody else is looking at, best first. */
  Future<Map<UUID, Slots>> waiting(SqlConnection tx, UUID project, UUID worker, int limit) {
    return WAITING
        .run(tx, "project", project, "worker", worker, "limit", limit)
        .map(ClaimRepository::slots);
  }

  Future<Map<UUID, Slots>> lockTasks(SqlConnection tx, Collection<UUID> tasks) {
    return LOCK_TASKS
        .run(tx, "tasks", tasks.stream().distinct().sorted().toArray(UUID[]::new))
        .map(ClaimRepository::slots);
  }

  private static Map<UUID, Slots> slots(RowSet<Row> rows) {
    var slots = new LinkedHashMap<UUID, Slots>();
    for (Row row : rows) {
      slots.put(
          row.getUUID("id"),
          new Slots(
              row.getUUID("project_id"),
              row.getInteger("live"),
              row.getInteger("overlap"),
              new Content(row.getJsonObject("input"), row.getJsonObject("gold"))));
    }
    return slots;
  }

  Future<Set<Pair>> had(SqlConnection tx, Collection<Pair> pairs) {
    return HAD.run(
            tx,
            "tasks",
            pairs.stream().map(Pair::task).toArray(UUID[]::new),
            "workers",
            pairs.stream().map(Pair::worker).toArray(UUID[]::new))
        .map(
            rows -> {
              var had = new HashSet<Pair>();
              for (Row row : rows) {
                had.add(new Pair(row.getUUID("task_id"), row.getUUID("worker_id")));
              }
              return had;
            });
  }

  /** Those that were inserted, by their ids. */
  Future<Map<UUID, Written>> insert(SqlConnection tx, List<NewAssignment> rows, int graceSeconds) {
    return INSERT
        .run(
            tx,
            "ids",
            rows.stream().map(NewAssignment::id).toArray(UUID[]::new),
            "claims",
            rows.stream().map(r -> r.wanted().claimId()).toArray(UUID[]::new),
            "tasks",
            rows.stream().map(NewAssignment::task).toArray(UUID[]::new),
            "projects",
            rows.stream().map(r -> r.wanted().project().value()).toArray(UUID[]::new),
            "workers",
            rows.stream().map(r -> r.wanted().worker()).toArray(UUID[]::new),
            "lease_seconds",
            rows.stream().map(r -> r.wanted().leaseSeconds()).toArray(Integer[]::new),
            "prices",
            rows.stream().map(r -> r.wanted().priceMicros()).toArray(Long[]::new),
            "currencies",
            rows.stream().map(r -> r.wanted().currency()).toArray(String[]::new),
            "guidelines",
            rows.stream().map(r -> r.wanted().guidelineVersion()).toArray(Integer[]::new),
            "grace_seconds",
            graceSeconds)
        .map(inserted -> Rows.map(inserted, row -> row.getUUID("id"), ClaimRepository::written));
  }

  private static Written written(Row row) {
    return new Written(
        new AssignmentId(row.getUUID("id")),
        row.getLong("fence"),
        row.getInteger("version"),
        Rows.instant(row, "leased_at"),
        Rows.instant(row, "lease_until"),
        Rows.instant(row, "grace_until"),
        Rows.instant(row, "claimed_at"),
        Rows.instant(row, "now"));
  }

  Future<Void> takeSlots(SqlConnection tx, Map<UUID, Integer> counts) {
    return TAKE_SLOTS
        .run(
            tx,
            "tasks",
            counts.keySet().toArray(UUID[]::new),
            "counts",
            counts.values().toArray(Integer[]::new))
        .mapEmpty();
  }

  Future<Void> addLoads(SqlConnection tx, Map<UUID, Integer> counts) {
    return ADD_LOADS
        .run(
            tx,
            "workers",
            counts.keySet().toArray(UUID[]::new),
            "counts",
            counts.values().toArray(Integer[]::new))
        .mapEmpty();
  }
}
