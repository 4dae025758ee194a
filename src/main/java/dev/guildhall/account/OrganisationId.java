package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** A requester, a vendor or the platform itself. */
public record OrganisationId(UUID value) implements Id {

  /** Throws {@link IllegalArgumentException} for what is not such an id. */
  @JsonCreator
  public static OrganisationId parse(String text) {
    return new OrganisationId(IdText.parse("org", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("org", value);
  }
}
