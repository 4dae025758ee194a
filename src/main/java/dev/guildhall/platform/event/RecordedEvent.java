package dev.guildhall.platform.event;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log holds it.
 *
 * @param transaction that wrote it
 */
public record RecordedEvent(
    long id,
    long transaction,
    String type,
    UUID subject,
    @Nullable UUID actor,
    JsonObject payload,
    Instant at) {}
