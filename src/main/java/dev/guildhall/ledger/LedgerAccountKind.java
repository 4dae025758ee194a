package dev.guildhall.ledger;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an account holds; written in lower case, as the CHECK of {@code ledger_account.kind} has it.
 */
public enum LedgerAccountKind {
  /**
   * Where a requester's money comes from; below zero by all that came in. Owner: the organisation.
   */
  FUNDING_SOURCE,
  /** A requester's free money. Owner: the organisation. */
  REQUESTER_AVAILABLE,
  /** What is set aside for a project. Owner: the project. */
  PROJECT_RESERVED,
  /**
   * A worker's accepted pay on its way into a hold; its pending credits wait for a verdict. Owner:
   * the worker.
   */
  WORKER_ACCRUED,
  /** Accepted pay in its holding time. Owner: the worker. */
  WORKER_HELD,
  /** Pay for the next payout. Owner: the worker. */
  WORKER_PAYABLE,
  VENDOR_PAYABLE,
  PLATFORM_FEES,
  /** What rounding to the currency's smallest unit leaves over, either way. */
  ROUNDING,
  /** Pay that was sent and has not arrived yet. Owner: who is paid. */
  PAYOUT_CLEARING,
  /** Money outside, at a bank. Owner: whose bank account it is. */
  BANK;

  private static final Set<LedgerAccountKind> OVERDRAWABLE =
      EnumSet.of(FUNDING_SOURCE, BANK, ROUNDING);

  /**
   * Whether money may leave before it came, as the constraint {@code ledger_account_covered} has
   * it.
   */
  boolean mayGoBelowZero() {
    return OVERDRAWABLE.contains(this);
  }
}
