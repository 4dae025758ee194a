package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What a member may do in an organisation; each role may all that the ones before it may. */
public enum Role {
  VIEWER,
  REVIEWER,
  EDITOR,
  /** Also manages members and API keys. */
  OWNER;

  public boolean isAtLeast(Role other) {
    return compareTo(other) >= 0;
  }

  @JsonCreator
  static Role ofWire(String text) {
    return Sql.constant(Role.class, text);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
