package dev.guildhall.task;

import dev.guildhall.project.ProjectId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work.
 *
 * @param position loading order within the project, from 1
 * @param key the requester's own id, unique in the project
 * @param metadata kept and delivered, never shown to workers
 * @param gold the known right output; such a task measures workers and is never shown as one
 * @param named only the workers listed for it may do it
 * @param able how many of these have not been turned down on it; null: anybody may do it
 * @param priority higher goes first
 * @param overlap submissions wanted
 * @param live slots taken, by work under way and by submissions that stand; at most {@code overlap}
 *     and {@code extra} together
 * @param accepted the part of {@code live} that is accepted
 * @param extra the part of {@code live} beyond {@code overlap}, each by a recorded decision
 */
public record Task(
    TaskId id,
    ProjectId projectId,
    long position,
    @Nullable String key,
    JsonObject input,
    @Nullable JsonObject metadata,
    @Nullable JsonObject gold,
    boolean named,
    @Nullable Integer able,
    int priority,
    int overlap,
    int live,
    int accepted,
    int extra,
    TaskState state,
    Instant createdAt) {

  /** The overlap of a gold task: as many workers as meet it. */
  public static final int GOLD_OVERLAP = 1_000_000;

  public boolean isGold() {
    return gold != null;
  }

  /**
   * The part of the overlap that nobody is left to do; none of a gold task, which wants no number.
   */
  public int closed() {
    return able == null || isGold() ? 0 : Math.max(0, overlap - able);
  }
}
