package dev.guildhall.recall;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Why work is called back; as the CHECK of {@code cancellation.reason} has it. */
enum RecallReason {
  NOT_NEEDED,
  FAULTY_INPUT,
  DUPLICATE,
  GUIDELINE_CHANGED,
  PROJECT_COMPLETED,
  OTHER;

  @JsonCreator
  static RecallReason parse(String wire) {
    return Sql.constant(RecallReason.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
