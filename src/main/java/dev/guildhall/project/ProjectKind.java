package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What a worker is asked to do; each kind has its form of {@link Template}. */
public enum ProjectKind {
  CLASSIFICATION,
  PREFERENCE,
  WRITING,
  RUBRIC;

  @JsonCreator
  public static ProjectKind parse(String wire) {
    return Sql.constant(ProjectKind.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
