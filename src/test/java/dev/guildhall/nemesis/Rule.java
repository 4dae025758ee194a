package dev.guildhall.nemesis;

/** The promises that a history is held to. */
enum Rule {
  // Nothing that was acknowledged is lost or changed.
  CLAIM_LOST,
  SUBMISSION_LOST,
  DRAFT_LOST,
  RETURN_LOST,

  // One question has one answer.
  CLAIM_ANSWERED_TWICE,
  SUBMISSION_ANSWERED_TWICE,

  /** Somebody holds a task and was told that there is none. */
  CLAIM_UNTOLD,
  /** Something is recorded as sent that was refused, or that nobody sent. */
  SUBMISSION_UNTOLD,

  // Nothing happens twice, or too often.
  TASK_TWICE,
  SUBMITTED_TWICE,
  EARNED_TWICE,
  NOT_EARNED,
  OVER_OVERLAP,
  SLOTS,

  FENCE,
  EXPIRED_EARLY,
  EXPIRED_LATE,

  // What every answer owes to the one who asked.
  SERVER_FAULT,
  NO_RETRY_AFTER,
  UNANSWERED,
  /** Long after a fault was over a node did not serve. */
  NOT_RECOVERED;

  Violation brokenBy(Object subject, String found) {
    return new Violation(this, subject.toString(), found);
  }
}
