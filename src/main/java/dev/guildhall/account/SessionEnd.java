package dev.guildhall.account;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Why a session has ended. */
enum SessionEnd {
  SIGN_OUT,
  SIGN_OUT_EVERYWHERE,
  PASSWORD_CHANGE,
  PASSWORD_RESET,
  /** A refresh token was presented that had been traded before: somebody has a copy. */
  TOKEN_REUSE,
  EXPIRED;

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
