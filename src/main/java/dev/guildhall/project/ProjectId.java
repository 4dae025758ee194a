package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a project. */
public record ProjectId(UUID value) implements Id {

  /** Reads {@code prj_…}. */
  @JsonCreator
  public static ProjectId parse(String text) {
    return new ProjectId(IdText.parse("prj", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("prj", value);
  }
}
