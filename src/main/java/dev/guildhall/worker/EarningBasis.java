package dev.guildhall.worker;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What an earning is for; as the CHECK of {@code earning.basis} has it. */
public enum EarningBasis {
  /** Work that was sent and is used. */
  SUBMISSION,
  /** The time spent on work that its requester called back. */
  CANCELLATION,
  /** A test that was sent. */
  TEST,
  /** A grading that was sent. */
  GRADING;

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
