package dev.guildhall.assignment;

import dev.guildhall.eligibility.Facts;
import dev.guildhall.project.ProjectId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One claim on its way into a batch.
 *
 * @param source where the task comes from
 * @param suggested the task, when the queue has suggested one
 * @param limited whether the project says how many of its tasks one worker may do
 * @param exclusionGroups that the task would bring the worker into
 * @param priceMicros the price that is agreed to; it cannot change after launch
 */
record Wanted(
    UUID claimId,
    UUID worker,
    UUID account,
    ProjectId project,
    Source source,
    Optional<UUID> suggested,
    long priceMicros,
    String currency,
    int guidelineVersion,
    int leaseSeconds,
    boolean limited,
    Set<Facts.Group> exclusionGroups) {

  /** Where PostgreSQL finds the task. */
  enum Source {
    /** The queue named it. */
    SUGGESTED,
    /** Tasks for this worker by name. */
    NAMED,
    /** Like these, a task that expired in the worker's hands. */
    EXPIRED,
    /** A gold task. */
    GOLD,
    /** The first waiting task that nobody is looking at. */
    WAITING,
    /** A task for this worker by name that they gave back. */
    GIVEN_BACK
  }
}
