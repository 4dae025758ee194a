package dev.guildhall.item;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A version of an item as an attempt has it, with the key that holds for it now.
 *
 * @param body what the worker is shown; the contract's {@code ItemBody}
 * @param key what is right; the contract's {@code ItemKey}; never for workers
 */
public record ServedItem(
    ItemId id, int version, int keyRevision, ItemKind kind, JsonObject body, JsonObject key) {

  /** By what people grade it; empty when the key alone marks it. */
  public Optional<GradingRubric> rubric() {
    return Optional.ofNullable(key.getJsonObject("rubric")).map(GradingRubric::parse);
  }

  /** Of a score that people and the key give together, the part that is the key's; 0 to 1. */
  public double closedShare() {
    return rubric().isEmpty() ? 1 : key.getDouble("closed_share", 0.0);
  }
}
