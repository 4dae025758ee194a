package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** As what somebody grades a paper. */
public enum GradingRole {
  /** Blind to the other grader. */
  GRADER,
  /** Sees what the graders gave, without names; what this one gives counts. */
  ADJUDICATOR;

  static GradingRole parse(String wire) {
    return Sql.constant(GradingRole.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
