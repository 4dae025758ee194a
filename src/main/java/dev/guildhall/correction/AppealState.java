package dev.guildhall.correction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where an appeal stands. The diagram is in {@code src/docs/states/attempt-appeal.md}. */
public enum AppealState {
  OPEN,
  /** What it was against stands. */
  UPHELD,
  OVERTURNED,
  /** Nobody answered it in time. */
  GRANTED_BY_TIME;

  /** Every state that may follow this one. */
  Set<AppealState> next() {
    return switch (this) {
      case OPEN -> EnumSet.of(UPHELD, OVERTURNED, GRANTED_BY_TIME);
      case UPHELD, OVERTURNED, GRANTED_BY_TIME -> EnumSet.noneOf(AppealState.class);
    };
  }

  boolean mayBecome(AppealState other) {
    return next().contains(other);
  }

  @JsonCreator
  static AppealState parse(String wire) {
    return Sql.constant(AppealState.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
