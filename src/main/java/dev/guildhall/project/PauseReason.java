package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Why a project takes no claims for now. */
public enum PauseReason {
  /** Somebody of the organisation paused it. */
  BY_REQUESTER,
  /** The budget does not cover another submission. */
  BUDGET_EXHAUSTED;

  @JsonCreator
  public static PauseReason parse(String wire) {
    return Sql.constant(PauseReason.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
