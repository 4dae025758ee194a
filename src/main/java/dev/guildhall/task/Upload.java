package dev.guildhall.task;

import dev.guildhall.platform.error.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A load of tasks that has been taken.
 *
 * @param gold how many of the accepted rows are gold tasks
 * @param errors of the first hundred bad lines
 */
record Upload(
    UUID id,
    Instant createdAt,
    UploadFormat format,
    int lines,
    int accepted,
    int rejected,
    int gold,
    List<FieldError> errors) {}
