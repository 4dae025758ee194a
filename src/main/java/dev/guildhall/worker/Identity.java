package dev.guildhall.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** How surely it is known who a worker is; each level holds what is said of those before it. */
public enum Identity {
  /** Nothing is confirmed. */
  NONE,
  /** The e-mail address is theirs. */
  EMAIL,
  /** A document was checked. */
  DOCUMENT;

  @JsonCreator
  public static Identity of(String wire) {
    return Sql.constant(Identity.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }

  public boolean isAtLeast(Identity other) {
    return compareTo(other) >= 0;
  }
}
