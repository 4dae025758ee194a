package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;
import java.util.EnumSet;
import java.util.Set;

/** Where a paper stands. The diagram is in {@code src/docs/states/grading.md}. */
enum PaperState {
  /** It wants graders, who do not know of each other. */
  OPEN,
  /** Two graders were too far apart: it wants a third person, who sees both. */
  ADJUDICATING,
  FINAL,
  /** Shown to nobody any more: a validity paper, or of an item that counts no more. */
  RETIRED;

  /** Every state that may follow this one. */
  Set<PaperState> next() {
    return switch (this) {
      case OPEN -> EnumSet.of(ADJUDICATING, FINAL, RETIRED);
      // Back to open, and from final: a grading that it rests on was set aside.
      case ADJUDICATING -> EnumSet.of(FINAL, OPEN, RETIRED);
      case FINAL -> EnumSet.of(OPEN, ADJUDICATING);
      case RETIRED -> EnumSet.noneOf(PaperState.class);
    };
  }

  boolean mayBecome(PaperState other) {
    return next().contains(other);
  }

  static PaperState parse(String wire) {
    return Sql.constant(PaperState.class, wire);
  }

  @JsonValue
  String wire() {
    return Sql.wire(this);
  }
}
