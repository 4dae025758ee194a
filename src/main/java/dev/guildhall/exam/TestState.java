package dev.guildhall.exam;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Where a version of a test is in its life; as the CHECK of {@code test.state} has it. */
public enum TestState {
  /** Being written; nobody takes it. */
  DRAFT,
  /** What is taken. Of each qualification there is one at most. */
  PUBLISHED,
  /** Nobody begins it any more; attempts under way go on by it. */
  RETIRED;

  /** Whether a version may go from this state to {@code next}. */
  public boolean mayBecome(TestState next) {
    return switch (this) {
      case DRAFT -> next == PUBLISHED;
      case PUBLISHED -> next == RETIRED;
      case RETIRED -> false;
    };
  }

  static TestState parse(String wire) {
    return Sql.constant(TestState.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
