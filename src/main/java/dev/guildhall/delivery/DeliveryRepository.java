package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of deliveries and their files. */
final class DeliveryRepository {

  private static final String COLUMNS =
      "id, project_id, version, state, note, cut_at, facts, tasks, submissions, manifest, manifest_sha256, created_at";

  // Versions of one project are counted one after the other.
  private static final Sql LOCK =
      Sql.of("select pg_advisory_xact_lock(hashtextextended('delivery ' || #{project}::uuid, 0))");

  private static final Sql HAS_ACCEPTED =
      Sql.of(
          """
          select exists (
            select from assignment a
            join verdict v on v.assignment_id = a.id and v.decided_at <= transaction_timestamp()
            where a.project_id = #{project} and a.state in ('accepted', 'accepted_with_fix')) as has
          """);

  // The cut is the moment the transaction began, which is before it got its xid: whoever decided by
  // then has an older one.
  private static final Sql INSERT =
      Sql.of(
          """
          insert into delivery (id, project_id, version, note, cut_at, cut_xid, created_by)
          select #{id}, #{project}, coalesce(max(version), 0) + 1, #{note}, transaction_timestamp(),
                 pg_current_xact_id(), #{account}
          from delivery where project_id = #{project}
          returning
          """
              + COLUMNS);

  private static final Sql FIND = Sql.of("select " + COLUMNS + " from delivery where id = #{id}");

  private static final Sql LIST =
      Sql.of(
          "select "
              + COLUMNS
              + " from delivery where project_id = #{project} order by version desc");

  private static final Sql COUNT_ATTEMPT =
      Sql.of(
          "update delivery set attempts = attempts + 1 where id = #{id} and state = 'building' returning attempts");

  private static final Sql READY =
      Sql.of(
          """
          update delivery set state = 'ready', manifest = #{manifest}, manifest_sha256 = #{hash}, error = null
          where id = #{id} and state = 'building'
          """);

  private static final Sql FAILED =
      Sql.of(
          """
          update delivery set error = #{error}, state = case when #{last} then 'failed' else state end
          where id = #{id} and state = 'building'
          """);

  private static final Sql LINES =
      Sql.of(
          """
          select line from delivery_item
          where delivery_id = #{id} and part = #{part} and position > #{after}
          order by position
          limit #{limit}
          """);

  Future<Boolean> lockAndCheckAccepted(SqlConnection tx, UUID project) {
    return LOCK.run(tx, "project", project)
        .compose(_ -> HAS_ACCEPTED.run(tx, "project", project))
        .map(rows -> Rows.one(rows, row -> row.getBoolean("has")));
  }

  Future<Delivery> insert(
      SqlConnection tx, DeliveryId id, UUID project, @Nullable String note, UUID account) {
    return INSERT
        .run(tx, "id", id, "project", project, "note", note, "account", account)
        .map(rows -> Rows.one(rows, Delivery::of));
  }

  Future<Optional<Delivery>> find(SqlClient client, DeliveryId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, Delivery::of));
  }

  Future<List<Delivery>> list(SqlClient client, UUID project) {
    return LIST.run(client, "project", project).map(rows -> Rows.list(rows, Delivery::of));
  }

  /** How many times the building was tried, this one included; empty when it is over. */
  Future<Optional<Integer>> countAttempt(SqlClient client, DeliveryId id) {
    return COUNT_ATTEMPT
        .run(client, "id", id)
        .map(rows -> Rows.first(rows, row -> row.getInteger("attempts")));
  }

  /** Whether it was this call that made the delivery ready. */
  Future<Boolean> ready(SqlClient client, DeliveryId id, JsonObject manifest, String sha256) {
    return READY
        .run(
            client,
            "id",
            id,
            "manifest",
            manifest,
            "hash",
            Buffer.buffer(HexFormat.of().parseHex(sha256)))
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> failed(SqlClient client, DeliveryId id, String error, boolean last) {
    return FAILED.run(client, "id", id, "error", error, "last", last).mapEmpty();
  }

  /** The next lines of a part after a position; positions count from 1. */
  Future<List<String>> lines(SqlClient client, DeliveryId id, Part part, long after, int limit) {
    return LINES
        .run(client, "id", id, "part", part, "after", after, "limit", limit)
        .map(rows -> Rows.list(rows, row -> row.getString("line")));
  }
}
