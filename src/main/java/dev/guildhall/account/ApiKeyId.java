package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** An API key; the id is public, the secret is not. */
public record ApiKeyId(UUID value) implements Id {

  /** Throws {@link IllegalArgumentException} for what is not such an id. */
  @JsonCreator
  public static ApiKeyId parse(String text) {
    return new ApiKeyId(IdText.parse("key", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("key", value);
  }
}
