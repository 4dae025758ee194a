package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names one reviewer's grading of a paper. */
public record GradingId(UUID value) implements Id {

  /** Reads {@code grd_…}. */
  @JsonCreator
  public static GradingId parse(String text) {
    return new GradingId(IdText.parse("grd", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("grd", value);
  }
}
