package dev.guildhall.task;

import dev.guildhall.project.ProjectId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task as the contract writes it, for the organisation; never for workers. */
public record TaskView(
    TaskId id,
    ProjectId projectId,
    @Nullable String key,
    TaskState state,
    int overlap,
    int live,
    int accepted,
    int extra,
    int closed,
    int priority,
    boolean gold,
    JsonObject input,
    @Nullable JsonObject metadata,
    Instant createdAt) {

  public static TaskView of(Task it) {
    return new TaskView(
        it.id(),
        it.projectId(),
        it.key(),
        it.state(),
        it.overlap(),
        it.live(),
        it.accepted(),
        it.extra(),
        it.closed(),
        it.priority(),
        it.isGold(),
        it.input(),
        it.metadata(),
        it.createdAt());
  }
}
