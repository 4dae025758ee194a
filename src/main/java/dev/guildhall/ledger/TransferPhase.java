package dev.guildhall.ledger;

/** How a row of {@code ledger_transfer} counts. */
public enum TransferPhase {
  /** Moves money at once. */
  POSTED,
  /** Sets money aside until it is posted or voided. */
  PENDING,
  /** Moves what a pending transfer set aside. */
  POST,
  /** Gives back what a pending transfer set aside. */
  VOID
}
