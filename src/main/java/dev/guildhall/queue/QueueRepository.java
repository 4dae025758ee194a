package dev.guildhall.queue;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL of the queue's epochs. */
final class QueueRepository {

  private static final Sql CURRENT =
      Sql.of("select epoch from queue_epoch where pool_id = #{pool}");

  private static final Sql CURRENT_OF =
      Sql.of("select pool_id, epoch from queue_epoch where pool_id = any (#{pools})");

  // One load of a pool at a time in the whole cluster; the others go on without the index
  // meanwhile.
  private static final Sql TRY_LOCK =
      Sql.of("select pg_try_advisory_xact_lock(hashtextextended(#{pool}::text, 1)) as locked");

  private static final Sql TRY_LOCK_ALL =
      Sql.of(
          """
          select pool from unnest(#{pools}::uuid[]) as p (pool)
          where pg_try_advisory_xact_lock(hashtextextended(pool::text, 1))
          """);

  private static final Sql ADVANCE_ALL =
      Sql.of(
          """
          insert into queue_epoch (pool_id, epoch)
          select pool, 1 from unnest(#{pools}::uuid[]) as p (pool)
          on conflict (pool_id) do update
            set epoch = queue_epoch.epoch + 1, loaded_at = clock_timestamp()
          returning pool_id, epoch
          """);

  private static final Sql ADVANCE =
      Sql.of(
          """
          insert into queue_epoch (pool_id, epoch) values (#{pool}, 1)
          on conflict (pool_id) do update
            set epoch = queue_epoch.epoch + 1, loaded_at = clock_timestamp()
          returning epoch
          """);

  private static final Sql FORGET = Sql.of("delete from queue_epoch where pool_id = #{pool}");

  Future<Optional<Long>> current(SqlClient client, UUID pool) {
    return CURRENT
        .run(client, "pool", pool)
        .map(rows -> Rows.first(rows, row -> row.getLong("epoch")));
  }

  Future<Map<UUID, Long>> current(SqlClient client, Collection<UUID> pools) {
    return CURRENT_OF
        .run(client, "pools", pools.toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("pool_id"), row -> row.getLong("epoch")));
  }

  Future<Boolean> tryLock(SqlConnection tx, UUID pool) {
    return TRY_LOCK
        .run(tx, "pool", pool.toString())
        .map(rows -> Rows.one(rows, row -> row.getBoolean("locked")));
  }

  /** Those of {@code pools} that nobody else is loading. */
  Future<List<UUID>> tryLock(SqlConnection tx, Collection<UUID> pools) {
    return TRY_LOCK_ALL
        .run(tx, "pools", pools.stream().sorted().toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, row -> row.getUUID("pool")));
  }

  Future<Map<UUID, Long>> advance(SqlConnection tx, Collection<UUID> pools) {
    return ADVANCE_ALL
        .run(tx, "pools", pools.stream().sorted().toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("pool_id"), row -> row.getLong("epoch")));
  }

  Future<Void> forget(SqlClient client, UUID pool) {
    return FORGET.run(client, "pool", pool).mapEmpty();
  }

  Future<Long> advance(SqlClient client, UUID pool) {
    return ADVANCE
        .run(client, "pool", pool)
        .map(rows -> Rows.one(rows, row -> row.getLong("epoch")));
  }
}
