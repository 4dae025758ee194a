package dev.guildhall.ledger;

/**
 * Why money moved; written in lower case, as the CHECK of {@code ledger_transfer.code} and the
 * contract have it.
 */
public enum TransferCode {
  /** From the funding source into the wallet. */
  FUND,
  /** From the wallet into a project's budget. */
  RESERVE,
  /** From a project's budget back into the wallet. */
  RELEASE_RESERVE,
  /** From the project to the worker: pending from the submission on, posted by its acceptance. */
  ACCRUE,
  /**
   * To the worker's hold at once: accepted in the moment it was sent, or a rejection overturned.
   */
  EARN,
  /** To the worker's hold at once: for the time spent on work that was called back. */
  COMPENSATE,
  /** From accrued into the holding time. */
  HOLD,
  /** Out of the holding time, to be paid. */
  RELEASE_HOLD
}
