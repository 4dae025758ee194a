package dev.guildhall.item;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.guildhall.account.OrganisationId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as its authors see it, in its newest version and with the key that holds.
 *
 * @param difficulty the author's guess, in logits
 * @param changes counts every change; the version of the representation
 */
record ItemView(
    ItemId id,
    OrganisationId organisationId,
    @Nullable String externalKey,
    ItemKind kind,
    String title,
    String domain,
    List<String> tags,
    ItemState state,
    @Nullable Double difficulty,
    @Nullable ItemId twinOf,
    int version,
    int keyRevision,
    String author,
    int exposures,
    @Nullable Integer exposureCap,
    JsonObject body,
    JsonObject key,
    @Nullable Statistics statistics,
    List<String> flags,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore int changes) {

  /** Of this version of the representation. */
  String etag() {
    return "v" + changes;
  }

  /** What was measured; as the contract's {@code ItemStatistics}. */
  record Statistics(
      int answers,
      @Nullable Double proportionRight,
      @Nullable Double discrimination,
      @Nullable Double discriminationError,
      @Nullable Double difficulty,
      @Nullable Double difficultyError,
      @Nullable Double pointBiserial,
      @Nullable Double medianSeconds,
      JsonArray distractors,
      @Nullable JsonObject leak,
      String method,
      Instant measuredAt) {}

  /** A version as it was. */
  record Version(
      int version,
      int keyRevision,
      JsonObject body,
      JsonObject key,
      @Nullable String note,
      String author,
      Instant at) {}
}
