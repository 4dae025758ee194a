package dev.guildhall.qualification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.id.IdText;
import java.util.UUID;

/** Names a qualification. */
public record QualificationId(UUID value) implements Id {

  /** Reads {@code qlf_…}. */
  @JsonCreator
  public static QualificationId parse(String text) {
    return new QualificationId(IdText.parse("qlf", text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.print("qlf", value);
  }
}
