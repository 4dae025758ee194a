package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Whether an answer comes with a comment. */
public enum CommentRule {
  NONE,
  OPTIONAL,
  REQUIRED;

  @JsonCreator
  public static CommentRule parse(String wire) {
    return Sql.constant(CommentRule.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
