package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** One signed-in device. */
public record SessionId(UUID value) implements Id {

  /** Throws {@link IllegalArgumentException} for what is not such an id. */
  @JsonCreator
  public static SessionId parse(String text) {
    return new SessionId(IdText.parse("ses", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("ses", value);
  }
}
