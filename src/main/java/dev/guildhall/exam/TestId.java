package dev.guildhall.exam;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a version of a test. */
public record TestId(UUID value) implements Id {

  /** Reads {@code tst_…}. */
  @JsonCreator
  public static TestId parse(String text) {
    return new TestId(IdText.parse("tst", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("tst", value);
  }
}
