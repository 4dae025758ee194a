package dev.guildhall.platform.event;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, to be recorded in the transaction that made it happen.
 *
 * @param type what happened, such as {@code assignment.claimed}
 * @param subject the id of what it happened to
 * @param actor the account that did it; null for a rule, a timer or the system
 * @param payload the facts, without secrets and without texts of workers
 */
public record Event(String type, UUID subject, @Nullable UUID actor, JsonObject payload) {

  /** An event whose payload is a record of the feature's {@code *Events}. */
  public static Event of(String type, UUID subject, @Nullable UUID actor, Object payload) {
    return new Event(type, subject, actor, StrictJson.toObject(payload));
  }
}
