package dev.guildhall.correction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What an appeal is against. */
enum Against {
  /** What the item says is right. */
  KEY,
  /** What people gave the answer. */
  GRADE;

  @JsonCreator
  static Against parse(String wire) {
    return Sql.constant(Against.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
