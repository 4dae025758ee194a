package dev.guildhall.recall;

import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectState;
import dev.guildhall.task.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calling back came to.
 *
 * @param results one for each task that was listed or found
 * @param ended assignments that ended by it
 * @param paid for the time spent on them
 * @param released what went back to the wallet
 * @param left tasks that the filter still finds, for another request
 * @param waiting submissions of the project that go on to their verdicts
 * @param projectState as it is now
 */
record Recalled(
    List<Item> results,
    int ended,
    Money paid,
    Money released,
    long left,
    long waiting,
    ProjectState projectState) {

  /** What became of one task that was asked for. */
  sealed interface Item {

    /**
     * @param ended assignments on it that ended
     * @param free slots that nobody will take any more
     * @param kept submissions that go on, or stand
     */
    record CalledBack(
        TaskId taskId, @Nullable String key, int ended, int free, int kept, Money paid)
        implements Item {}

    /** There is none in this project. */
    record Unknown(@Nullable TaskId taskId, @Nullable String key) implements Item {}

    /** All its answers are accepted. */
    record Done(TaskId taskId, @Nullable String key) implements Item {}
  }
}
