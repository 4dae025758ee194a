package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Why a reviewer gets no papers; as the CHECK of {@code reviewer.pause_cause} has it. */
public enum PauseCause {
  SEVERE,
  LENIENT,
  INCONSISTENT,
  BY_HAND;

  static PauseCause parse(String wire) {
    return Sql.constant(PauseCause.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
