package dev.guildhallbroken.ledger;

class Imprecise {
  double balance;

  Double balance() {
    return balance;
  }
}
