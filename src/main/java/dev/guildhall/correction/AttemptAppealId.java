package dev.guildhall.correction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names an appeal in a test: {@code aap_…}. */
public record AttemptAppealId(UUID value) implements Id {

  private static final String PREFIX = "aap";

  @JsonCreator
  public static AttemptAppealId parse(String text) {
    return new AttemptAppealId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print(PREFIX, value);
  }
}
