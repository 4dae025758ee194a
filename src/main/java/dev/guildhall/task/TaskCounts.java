package dev.guildhall.task;

/**
 * How many tasks a project has, and how much work they are.
 *
 * @param tasks all of them, gold among them
 * @param gold those with a known right output
 * @param wantedSubmissions the overlaps of the tasks that are not gold, added up
 * @param openSlots the part of it that is neither in work nor done
 */
public record TaskCounts(long tasks, long gold, long wantedSubmissions, long openSlots) {

  /** The tasks whose answers the requester wants. */
  public long ordinary() {
    return tasks - gold;
  }
}
