package dev.guildhall.task;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** How rows come in. */
enum UploadFormat {
  NDJSON,
  CSV;

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
