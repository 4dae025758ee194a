package dev.guildhall.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Where an item is in its life; as the CHECK of {@code item.state} has it. */
public enum ItemState {
  /** Being written; served to nobody. */
  DRAFT,
  /** Served and measured; counts for nothing. */
  TRIAL,
  ACTIVE,
  /** Served to nobody any more. */
  RETIRED;

  /** Whether an item may go from this state to {@code next}; staying is not going. */
  public boolean mayBecome(ItemState next) {
    return switch (this) {
      case DRAFT -> next == TRIAL || next == ACTIVE || next == RETIRED;
      case TRIAL -> next == ACTIVE || next == DRAFT || next == RETIRED;
      case ACTIVE -> next == RETIRED || next == TRIAL;
      case RETIRED -> next == DRAFT;
    };
  }

  @JsonCreator
  public static ItemState parse(String wire) {
    return Sql.constant(ItemState.class, wire);
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
