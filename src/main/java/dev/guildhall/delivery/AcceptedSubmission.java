package dev.guildhall.delivery;

import dev.guildhall.platform.sql.Rows;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission that is data: its last verdict accepts it, as it is or with a fix.
 *
 * @param original what the worker sent
 * @param fixed what the reviewer made of it, when accepted with a fix
 */
record AcceptedSubmission(
    UUID id,
    UUID task,
    @Nullable String key,
    JsonObject input,
    @Nullable JsonObject metadata,
    boolean isGold,
    UUID worker,
    int guidelineVersion,
    int revision,
    JsonObject original,
    @Nullable JsonObject fixed,
    @Nullable Boolean goldRight,
    int seconds,
    @Nullable Integer activeSeconds,
    Instant submittedAt,
    String verdict) {

  static AcceptedSubmission of(Row row) {
    return new AcceptedSubmission(
        row.getUUID("id"),
        row.getUUID("task_id"),
        row.getString("key"),
        row.getJsonObject("input"),
        row.getJsonObject("metadata"),
        row.getBoolean("is_gold"),
        row.getUUID("worker_id"),
        row.getInteger("guideline_version"),
        row.getInteger("revision"),
        row.getJsonObject("output"),
        row.getJsonObject("fixed_output"),
        row.getBoolean("gold_right"),
        row.getInteger("seconds"),
        row.getInteger("active_seconds"),
        Rows.instant(row, "submitted_at"),
        row.getString("kind"));
  }

  /** What counts: the fixed output where there is one. */
  JsonObject output() {
    return fixed == null ? original : fixed;
  }
}
