package dev.guildhall.recall;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.task.TaskId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a project are meant: those that are listed, by id or by the requester's own key,
 * or those that a filter finds.
 */
record Selection(
    @Nullable List<TaskId> taskIds, @Nullable List<String> keys, @Nullable Filter filter) {

  /**
   * Of the tasks that are not finished: somebody is at work, or somebody could still start.
   *
   * @param uploadId those of one upload; null: of all
   */
  record Filter(@Nullable UUID uploadId, @Nullable Work work) {

    Work which() {
      return work == null ? Work.ANY : work;
    }

    boolean isWholeProject() {
      return uploadId == null && which() == Work.ANY;
    }
  }

  /** Whether somebody is at work on them. */
  enum Work {
    ANY,
    /** Somebody is. */
    IN_WORK,
    /** Nobody is: calling them back costs nothing. */
    WAITING;

    @JsonCreator
    static Work parse(String wire) {
      return Sql.constant(Work.class, wire);
    }
  }

  /**
   * This selection, if it says one thing.
   *
   * @throws Refusal.Invalid when it says none, or several
   */
  Selection checked() {
    if (Stream.of(taskIds, keys, filter).filter(java.util.Objects::nonNull).count() != 1) {
      throw Refusal.Invalid.field(
          "/tasks", "one_of", "Say which tasks in one way: task_ids, keys or filter.");
    }
    return this;
  }
}
