package dev.guildhall.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names an appeal: {@code apl_…}. */
public record AppealId(UUID value) implements Id {

  private static final String PREFIX = "apl";

  @JsonCreator
  public static AppealId parse(String text) {
    return new AppealId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print(PREFIX, value);
  }
}
