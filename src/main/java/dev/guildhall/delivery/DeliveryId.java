package dev.guildhall.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** A delivery: {@code dlv_…}. */
public record DeliveryId(UUID value) implements Id {

  @JsonCreator
  public static DeliveryId parse(String text) {
    return new DeliveryId(IdText.parse("dlv", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("dlv", value);
  }
}
