package dev.guildhall.correction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a correction: {@code cor_…}. */
public record CorrectionId(UUID value) implements Id {

  private static final String PREFIX = "cor";

  @JsonCreator
  public static CorrectionId parse(String text) {
    return new CorrectionId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print(PREFIX, value);
  }
}
