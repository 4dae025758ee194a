package dev.guildhall.ledger;

import dev.guildhall.platform.money.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * One move as one account sees it.
 *
 * @param amount positive when it came in, negative when it left
 * @param counter the account on the other side
 */
public record StatementLine(
    UUID transferId,
    Instant at,
    LedgerAccount account,
    LedgerAccount counter,
    Money amount,
    TransferCode code,
    UUID cause) {

  /** Where a statement goes on after this line. */
  public Position position() {
    return new Position(at, transferId, account.id());
  }

  /**
   * A place in a statement. A transfer between two of its accounts makes two lines, so the account
   * is part of it.
   */
  public record Position(Instant at, UUID transferId, UUID accountId) {}
}
