package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** An invitation into an organisation. */
public record InvitationId(UUID value) implements Id {

  /** Throws {@link IllegalArgumentException} for what is not such an id. */
  @JsonCreator
  public static InvitationId parse(String text) {
    return new InvitationId(IdText.parse("inv", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("inv", value);
  }
}
