package dev.guildhall.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a task. */
public record TaskId(UUID value) implements Id {

  /** Reads {@code tsk_…}. */
  @JsonCreator
  public static TaskId parse(String text) {
    return new TaskId(IdText.parse("tsk", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("tsk", value);
  }
}
