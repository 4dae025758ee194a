package dev.guildhall.platform.job;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A job as taken by a node; {@code attempts} counts this one. */
record QueuedJob(UUID id, String kind, JsonObject payload, int attempts) {}
