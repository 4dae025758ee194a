package dev.guildhall.assignment;

/**
 * Rules of work under way.
 *
 * @param heldPerWorker how many tasks one worker may hold at a time
 * @param leaseFactor how many times the project's estimate a lease lasts
 * @param leaseMinSeconds the shortest lease
 * @param graceSeconds how long after its end a submission is still taken
 * @param holdDays how long an accepted earning is held
 * @param appealDays how long after a verdict it may be appealed
 * @param appealAnswerHours an appeal nobody answers within this time is granted
 */
public record WorkConfig(
    int heldPerWorker,
    int leaseFactor,
    int leaseMinSeconds,
    int graceSeconds,
    int holdDays,
    int appealDays,
    int appealAnswerHours) {

  /** The length of a first lease, in seconds. */
  public int leaseSeconds(int estimateSeconds) {
    return Math.max(leaseMinSeconds, estimateSeconds * leaseFactor);
  }
}
