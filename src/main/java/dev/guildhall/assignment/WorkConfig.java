package dev.guildhall.assignment;

import java.time.Duration;

/**
 * Rules of work under way.
 *
 * @param heldPerWorker how many tasks one worker may hold at a time
 * @param leaseFactor how many times the project's estimate a lease lasts
 * @param leaseMinSeconds the shortest lease
 * @param graceSeconds how long after its end a submission is still taken
 * @param offerSeconds how long work that more want than there is is offered to those who were
 *     drawn; 0: whoever comes first takes it
 * @param pauseMaxSeconds the most that all pauses of an assignment may be together; 0: none
 * @param freeReturnSeconds a task that is given back within this time was never taken
 * @param cooldown when tasks that run out of time make the next claim wait
 * @param holdDays how long an accepted earning is held
 * @param appealDays how long after a verdict, or the decision of a test, it may be appealed
 * @param appealAnswerHours an appeal nobody answers within this time is granted
 */
public record WorkConfig(
    int heldPerWorker,
    int leaseFactor,
    int leaseMinSeconds,
    int graceSeconds,
    int offerSeconds,
    int pauseMaxSeconds,
    int freeReturnSeconds,
    CooldownConfig cooldown,
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
        pauseMaxSeconds,
        freeReturnSeconds,
        cooldown,
        holdDays,
        appealDays,
        appealAnswerHours);
  }

  /** The length of a first lease, in seconds. */
  public int leaseSeconds(int estimateSeconds) {
    return Math.max(leaseMinSeconds, estimateSeconds * leaseFactor);
  }

  /**
   * How long all pauses of an assignment may be together: as long as its lease was given, within
   * bounds.
   *
   * @param lease how long the lease is now
   * @param extensions how often it was made longer by half
   */
  public Duration pauses(Duration lease, int extensions) {
    var given = lease.multipliedBy(2).dividedBy(2 + extensions);
    var most = Duration.ofSeconds(pauseMaxSeconds);
    return given.compareTo(most) < 0 ? given : most;
  }
}
