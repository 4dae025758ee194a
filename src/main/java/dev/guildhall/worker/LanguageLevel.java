package dev.guildhall.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** How well a worker knows a language, in their own words. */
public enum LanguageLevel {
  BASIC,
  FLUENT,
  NATIVE;

  @JsonCreator
  static LanguageLevel of(String wire) {
    return Sql.constant(LanguageLevel.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
