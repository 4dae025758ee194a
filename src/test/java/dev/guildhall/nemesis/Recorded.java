package dev.guildhall.nemesis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the record says after a run.
 *
 * @param assignments all of them
 * @param submissions by id
 * @param drafts hashes of the texts, by assignment
 * @param tasks all of them
 * @param earnings how often each assignment is paid
 * @param endings of leases without a submission, in their order, by assignment
 */
record Recorded(
    List<Assignment> assignments,
    Map<UUID, Submission> submissions,
    Map<UUID, String> drafts,
    List<Task> tasks,
    Map<UUID, Integer> earnings,
    Map<UUID, List<Ending>> endings) {

  record Assignment(UUID id, UUID claim, UUID worker, UUID task, long fence, boolean accepted) {}

  record Submission(UUID id, UUID assignment, String hash) {}

  /**
   * A task with its slots.
   *
   * @param live those counted as taken
   * @param standing assignments that take one
   * @param most how many there may be
   */
  record Task(UUID id, int live, int standing, int most) {}

  /** The end of a lease, which moved the fence on from {@code fence}. */
  record Ending(String state, Instant at, long fence) {}
}
