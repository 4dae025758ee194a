package dev.guildhall.platform.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A configured secret. Prints as {@code [redacted]}; is never written as JSON. */
public final class Secret {

  private final String value;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
