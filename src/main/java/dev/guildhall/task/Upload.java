package dev.guildhall.task;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A load of tasks that has been taken.
 *
 * @param sha256 of the bytes that were received, in hex
 * @param gold how many of the accepted rows are gold tasks
 * @param errors of the first hundred bad lines
 */
record Upload(
    UUID id,
    Instant createdAt,
    UploadFormat format,
    String sha256,
    int lines,
    int accepted,
    int rejected,
    int gold,
    List<FieldError> errors) {

  /**
   * This load, as the answer to somebody who sends it again.
   *
   * @throws Refusal.Invalid {@code idempotency_key_reused} when they send something else
   */
  Upload asSentAgain(String sentSha256) {
    if (!sha256.equals(sentSha256)) {
      throw new Refusal.Invalid(ErrorCode.IDEMPOTENCY_KEY_REUSED, Map.of());
    }
    return this;
  }
}
