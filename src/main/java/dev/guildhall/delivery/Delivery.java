package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a project's data set.
 *
 * @param cutAt what was decided until then is in
 * @param facts of the project, frozen with the items; null before that
 * @param manifest the files with their hashes; null before they are built
 */
record Delivery(
    DeliveryId id,
    UUID project,
    int version,
    State state,
    @Nullable String note,
    Instant cutAt,
    @Nullable JsonObject facts,
    @Nullable Integer tasks,
    @Nullable Integer submissions,
    @Nullable JsonObject manifest,
    @Nullable String manifestSha256,
    Instant createdAt) {

  enum State {
    BUILDING,
    READY,
    FAILED
  }

  static Delivery of(Row row) {
    Buffer hash = row.getBuffer("manifest_sha256");
    return new Delivery(
        new DeliveryId(row.getUUID("id")),
        row.getUUID("project_id"),
        row.getInteger("version"),
        Sql.constant(State.class, row.getString("state")),
        row.getString("note"),
        Rows.instant(row, "cut_at"),
        row.getJsonObject("facts"),
        row.getInteger("tasks"),
        row.getInteger("submissions"),
        row.getJsonObject("manifest"),
        hash == null ? null : HexFormat.of().formatHex(hash.getBytes()),
        Rows.instant(row, "created_at"));
  }
}
