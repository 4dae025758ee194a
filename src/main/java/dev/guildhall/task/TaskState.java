package dev.guildhall.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Whether a task still wants accepted submissions. */
public enum TaskState {
  OPEN,
  DONE,
  /** Called back: it wants no more than it has. */
  CANCELLED;

  @JsonCreator
  public static TaskState parse(String wire) {
    return Sql.constant(TaskState.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
