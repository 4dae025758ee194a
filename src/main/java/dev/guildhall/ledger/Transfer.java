package dev.guildhall.ledger;

import dev.guildhall.platform.money.Money;
import java.util.UUID;

/**
 * A move of {@code amount} from {@code debit} to {@code credit}. Both accounts and the amount are
 * of one currency, so it balances by construction.
 *
 * @param id made by the caller, derived from what it stands for, so that a repeated move finds the
 *     first
 * @param amount more than zero
 * @param cause what it was moved for, such as an assignment
 */
public record Transfer(
    UUID id,
    LedgerAccount debit,
    LedgerAccount credit,
    Money amount,
    TransferCode code,
    UUID cause) {

  public Transfer {
    if (amount.micros() <= 0) {
      throw new IllegalArgumentException("a transfer moves more than zero, not " + amount);
    }
    if (debit.equals(credit)) {
      throw new IllegalArgumentException("a transfer needs two accounts, not " + debit + " twice");
    }
    if (!debit.currency().equals(amount.currency())
        || !credit.currency().equals(amount.currency())) {
      throw new IllegalArgumentException(
          "a transfer of "
              + amount.currency()
              + " from "
              + debit
              + " to "
              + credit
              + " mixes currencies");
    }
  }
}
