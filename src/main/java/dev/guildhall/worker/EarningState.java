package dev.guildhall.worker;

import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where an earning stands. The diagram is in {@code src/docs/states/earning.md}. */
enum EarningState {
  /** Waits for a verdict. */
  PENDING,
  /** Not earned: the work was rejected. */
  VOID,
  ACCRUED,
  HELD,
  PAYABLE,
  IN_BATCH,
  SENT,
  SETTLED,
  RETURNED,
  CLAWED_BACK;

  /** Every state that may follow this one. */
  Set<EarningState> next() {
    return switch (this) {
      case PENDING -> EnumSet.of(ACCRUED, HELD, VOID);
      case VOID -> EnumSet.of(PENDING, HELD);
      case ACCRUED -> EnumSet.of(HELD);
      case HELD -> EnumSet.of(PAYABLE, CLAWED_BACK);
      case PAYABLE -> EnumSet.of(IN_BATCH);
      case IN_BATCH -> EnumSet.of(SENT, PAYABLE);
      case SENT -> EnumSet.of(SETTLED, RETURNED);
      case RETURNED -> EnumSet.of(PAYABLE);
      case SETTLED, CLAWED_BACK -> EnumSet.noneOf(EarningState.class);
    };
  }

  /** The column of the worker's balance in which it stands; void and clawed back stand in none. */
  String column() {
    return switch (this) {
      case PENDING -> "earned";
      case ACCRUED, HELD -> "approved";
      case PAYABLE, IN_BATCH, RETURNED -> "scheduled";
      case SENT -> "sent";
      case SETTLED -> "received";
      case VOID, CLAWED_BACK -> "none";
    };
  }

  String wire() {
    return Sql.wire(this);
  }
}
