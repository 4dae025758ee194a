package dev.guildhall.ledger;

import dev.guildhall.platform.money.Money;

/** What went through an account so far, in micros of {@code currency}; no figure is negative. */
public record Balance(
    String currency,
    long debitsPostedMicros,
    long creditsPostedMicros,
    long debitsPendingMicros,
    long creditsPendingMicros) {

  static Balance zero(String currency) {
    return new Balance(currency, 0, 0, 0, 0);
  }

  /** What the account holds, set aside or not. */
  public Money posted() {
    return new Money(Math.subtractExact(creditsPostedMicros, debitsPostedMicros), currency);
  }

  /** What may still leave: {@link #posted} without what is set aside. */
  public Money available() {
    return new Money(Math.subtractExact(posted().micros(), debitsPendingMicros), currency);
  }

  /** What comes in once pending transfers are posted. */
  public Money incoming() {
    return new Money(creditsPendingMicros, currency);
  }

  /** All that ever left. */
  public Money left() {
    return new Money(debitsPostedMicros, currency);
  }
}
