package dev.guildhall.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a worker. */
public record WorkerId(UUID value) implements Id {

  /** Reads {@code wrk_…}. */
  @JsonCreator
  public static WorkerId parse(String text) {
    return new WorkerId(IdText.parse("wrk", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("wrk", value);
  }
}
