package dev.guildhall.attempt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a worker's attempt at a test. */
public record AttemptId(UUID value) implements Id {

  /** Reads {@code atm_…}. */
  @JsonCreator
  public static AttemptId parse(String text) {
    return new AttemptId(IdText.parse("atm", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("atm", value);
  }
}
