package dev.guildhall.task;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of an upload, and what came of it. Lines count from 1; a CSV row over several lines has
 * the number of its first.
 */
sealed interface UploadLine {

  long line();

  /**
   * A row that makes a task.
   *
   * @param overlap null: as the project has it
   * @param workers the only ones who may do it; empty: anybody
   */
  record Row(
      long line,
      @Nullable String key,
      JsonObject input,
      @Nullable JsonObject metadata,
      @Nullable JsonObject gold,
      int priority,
      @Nullable Integer overlap,
      List<WorkerId> workers)
      implements UploadLine {}

  /** A row that does not, and why. */
  record Bad(long line, List<FieldError> errors) implements UploadLine {

    static Bad of(long line, String pointer, String code, String detail) {
      return new Bad(line, List.of(new FieldError(pointer, code, detail)));
    }
  }
}
