package dev.guildhall.assignment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names an assignment: {@code asg_…}. */
public record AssignmentId(UUID value) implements Id {

  private static final String PREFIX = "asg";

  @JsonCreator
  public static AssignmentId parse(String text) {
    return new AssignmentId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print(PREFIX, value);
  }
}
