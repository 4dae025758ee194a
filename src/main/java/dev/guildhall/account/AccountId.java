package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** A person (or a program) that signs in. */
public record AccountId(UUID value) implements Id {

  /** Throws {@link IllegalArgumentException} for what is not such an id. */
  @JsonCreator
  public static AccountId parse(String text) {
    return new AccountId(IdText.parse("acc", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("acc", value);
  }
}
