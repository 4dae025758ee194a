package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names an answer that people grade. */
public record PaperId(UUID value) implements Id {

  /** Reads {@code ppr_…}. */
  @JsonCreator
  public static PaperId parse(String text) {
    return new PaperId(IdText.parse("ppr", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("ppr", value);
  }
}
