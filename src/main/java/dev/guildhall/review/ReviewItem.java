package dev.guildhall.review;

import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.assignment.AssignmentView.VerdictPart;
import dev.guildhall.project.ProjectId;
import dev.guildhall.task.TaskId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission as those who judge it see it.
 *
 * @param worker a pseudonym that holds within the project
 * @param seconds from claim to submission, without the wait for a verdict before a revision
 * @param revision 1 for the first submission
 */
record ReviewItem(
    UUID submissionId,
    ProjectId projectId,
    TaskId taskId,
    String worker,
    AssignmentState state,
    JsonObject input,
    JsonObject output,
    Instant submittedAt,
    @Nullable Instant autoAcceptAt,
    int seconds,
    int revision,
    @Nullable Boolean goldRight,
    @Nullable VerdictPart verdict) {}
