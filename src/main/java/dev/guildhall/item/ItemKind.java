package dev.guildhall.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What a worker does in an item; as the CHECK of {@code item.kind} has it. */
public enum ItemKind {
  SINGLE_CHOICE,
  MULTIPLE_CHOICE,
  NUMERIC,
  ORDERING,
  SHORT_TEXT,
  CLOZE,
  ESSAY,
  CODE,
  COMPARISON,
  CRITIQUE;

  @JsonCreator
  public static ItemKind parse(String wire) {
    return Sql.constant(ItemKind.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
