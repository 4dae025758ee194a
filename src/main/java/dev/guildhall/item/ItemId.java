package dev.guildhall.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names an item. */
public record ItemId(UUID value) implements Id {

  /** Reads {@code itm_…}. */
  @JsonCreator
  public static ItemId parse(String text) {
    return new ItemId(IdText.parse("itm", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("itm", value);
  }
}
