package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.sql.Sql;

/** Where a project stands. The diagram is {@code src/docs/states/project.md}. */
public enum ProjectState {
  /** Being described and loaded; nobody sees it but its organisation. */
  DRAFT,
  /** Tasks can be claimed. */
  LIVE,
  /** No new claims; work under way may be finished. */
  PAUSED,
  /** Over: nothing is open, what was left of the budget has gone back. */
  COMPLETED;

  @JsonCreator
  public static ProjectState parse(String wire) {
    return Sql.constant(ProjectState.class, wire);
  }

  /** Whether a project may go from this state to {@code next}. */
  public boolean mayBecome(ProjectState next) {
    return switch (this) {
      case DRAFT -> next == LIVE;
      case LIVE -> next == PAUSED || next == COMPLETED;
      case PAUSED -> next == LIVE || next == COMPLETED;
      case COMPLETED -> false;
    };
  }

  @JsonValue
  public String wire() {
    return Sql.wire(this);
  }
}
