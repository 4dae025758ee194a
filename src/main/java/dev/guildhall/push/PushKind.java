package dev.guildhall.push;

import com.interaso.webpush.WebPush.Urgency;
import java.time.Duration;

/** What a message tells of. */
enum PushKind {
  /** There is work for the worker. */
  OFFER(Duration.ZERO, Duration.ofMinutes(30), Urgency.Normal),
  /** A lease of theirs ends soon. */
  LEASE_ENDING(Duration.ZERO, Duration.ofMinutes(5), Urgency.High),
  /** Work of theirs was accepted. */
  ACCEPTED(Duration.ofMinutes(10), Duration.ofDays(1), Urgency.Low),
  /** They are asked to change work that they sent. */
  REVISION(Duration.ZERO, Duration.ofHours(12), Urgency.Normal),
  /** Work of theirs was not accepted. */
  REJECTED(Duration.ofMinutes(10), Duration.ofDays(3), Urgency.Low),
  /** Work that they were at was called back, and what they were paid for it. */
  CALLED_BACK(Duration.ZERO, Duration.ofDays(1), Urgency.Normal),
  /** A test of theirs was graded by people, and is decided. */
  RESULT(Duration.ZERO, Duration.ofDays(3), Urgency.Normal),
  /** A result of theirs in a test was put right. */
  RESULT_CHANGED(Duration.ZERO, Duration.ofDays(7), Urgency.Normal),
  /** An appeal of theirs in a test was decided. */
  APPEAL_DECIDED(Duration.ZERO, Duration.ofDays(3), Urgency.Normal),
  /** Earnings of theirs are free to be paid out. */
  MONEY(Duration.ofMinutes(10), Duration.ofDays(1), Urgency.Low);

  private final Duration gathering;
  private final Duration life;
  private final Urgency urgency;

  PushKind(Duration gathering, Duration life, Urgency urgency) {
    this.gathering = gathering;
    this.life = life;
    this.urgency = urgency;
  }

  /** How long more of the same is waited for, so that much work makes one message. */
  Duration gathering() {
    return gathering;
  }

  /** How long after it was due it is still worth telling. */
  Duration life() {
    return life;
  }

  Urgency urgency() {
    return urgency;
  }
}
