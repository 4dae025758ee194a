package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** What an organisation is in the marketplace. */
public enum OrganisationKind {
  REQUESTER,
  VENDOR,
  /** The operator of this server. */
  PLATFORM;

  @JsonCreator
  static OrganisationKind ofWire(String text) {
    return Sql.constant(OrganisationKind.class, text);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
