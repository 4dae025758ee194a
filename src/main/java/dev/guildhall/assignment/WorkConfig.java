package dev.guildhall.assignment;

/**
 * Rules of work under way.
 *
 * @param heldPerWorker how many tasks one worker may hold at a time
 * @param leaseFactor how many times the project's estimate a lease lasts
 * @param leaseMinSeconds the shortest lease
 * @param graceSeconds how long after its end a submission is still taken
 * @param offerSeconds how long work that more want than there is is offered to those who were
 *     drawn; 0: whoever comes first takes it
 * @param holdDays how long an accepted earning is held
 * @param appealDays how long after a verdict it may be appealed
 * @param appealAnswerHours an appeal nobody answers within this time is granted
 */
public record WorkConfig(
    int heldPerWorker,
    int leaseFactor,
    int leaseMinSeconds,
    int graceSeconds,
    int offerSeconds,
    int holdDays,
    int appealDays,
    int appealAnswerHours) {

  /** The same with another time for offers. */
  public WorkConfig withOfferSeconds(int seconds) {
    return new WorkConfig(
        heldPerWorker,
        leaseFactor,
        leaseMinSeconds,
        graceSeconds,
        seconds,
        holdDays,
        appealDays,
        appealAnswerHours);
  }

  /** The length of a first lease, in seconds. */
  public int leaseSeconds(int estimateSeconds) {
    return Math.max(leaseMinSeconds, estimateSeconds * leaseFactor);
  }
}
