package dev.guildhall.ledger;

import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.sql.Sql;
import java.util.UUID;

/**
 * One account: a kind of money of one owner in one currency. It exists once something was moved to
 * or from it; until then its balance is zero.
 */
public record LedgerAccount(LedgerAccountKind kind, UUID owner, String currency) {

  /** Follows from kind, owner and currency, so an account needs no looking up. */
  public UUID id() {
    return DerivedIds.of(owner, Sql.wire(kind) + ':' + currency);
  }
}
