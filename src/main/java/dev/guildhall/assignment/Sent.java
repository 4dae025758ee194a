package dev.guildhall.assignment;

import dev.guildhall.project.ProjectId;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission on its way into a batch; its output has passed the task's check.
 *
 * @param text the output as canonical JSON
 * @param sha256 of {@code text}
 * @param goldRight whether it matches the known answer; null when the task is not gold
 * @param projectVersion of the terms it was checked against, if they were not read just now
 * @param plan how it is judged
 */
record Sent(
    AssignmentId assignment,
    UUID worker,
    ProjectId project,
    UUID account,
    UUID submission,
    long fence,
    JsonObject output,
    String text,
    byte[] sha256,
    @Nullable Integer activeSeconds,
    @Nullable Boolean goldRight,
    @Nullable Integer projectVersion,
    JudgementPlan plan) {}
