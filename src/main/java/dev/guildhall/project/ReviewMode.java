package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Who looks at a submission before it is accepted. */
public enum ReviewMode {
  /** Nobody: accepted at once. */
  AUTOMATIC,
  /** A person looks at each one. */
  MANUAL,
  /** A person looks at a share of them, drawn at random; the rest is accepted at once. */
  SAMPLE;

  @JsonCreator
  public static ReviewMode parse(String wire) {
    return Sql.constant(ReviewMode.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
