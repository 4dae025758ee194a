package dev.guildhall.project;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.overlap.OverlapPlan;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A project as the contract writes it. */
public record ProjectView(
    ProjectId id,
    OrganisationId organisationId,
    String name,
    ProjectKind kind,
    ProjectState state,
    @Nullable PauseReason pauseReason,
    JsonObject template,
    JsonObject inputSchema,
    JsonObject outputSchema,
    int guidelineVersion,
    Money price,
    int estimateSeconds,
    int overlap,
    @Nullable OverlapPlan overlapRule,
    @Nullable Integer maxPerWorker,
    Requirements requirements,
    @Nullable String domain,
    int goldPermille,
    ReviewPlan review,
    @Nullable Money budget,
    Money reserved,
    Money committed,
    long tasks,
    long goldTasks,
    Instant createdAt,
    @Nullable Instant launchedAt,
    @Nullable Instant completedAt) {

  public static ProjectView of(Project it) {
    return new ProjectView(
        it.id(),
        it.organisationId(),
        it.name(),
        it.kind(),
        it.state(),
        it.pauseReason(),
        it.template().json(),
        it.template().inputSchema(),
        it.template().outputSchema(),
        it.guidelineVersion(),
        it.price(),
        it.estimateSeconds(),
        it.overlap(),
        it.overlapRule(),
        it.maxPerWorker(),
        it.requirements(),
        it.domain(),
        it.goldPermille(),
        it.review(),
        it.budget(),
        it.reserved(),
        it.committed(),
        it.tasks(),
        it.goldTasks(),
        it.createdAt(),
        it.launchedAt(),
        it.completedAt());
  }

  /** Answers with the project as it is now. */
  public static Response answer(int status, Project it) {
    return Response.json(status, of(it)).tagged(etag(it));
  }

  /**
   * The version that people edit, then what work and loading change by themselves: a reader notices
   * both, while a change of the first only makes an edit conflict.
   */
  static String etag(Project it) {
    return "v"
        + it.version()
        + "."
        + Integer.toUnsignedString(
            Objects.hash(
                it.reserved().micros(), it.committed().micros(), it.tasks(), it.goldTasks()),
            36);
  }

  /** Whether {@code etag} names the version of {@code it} that people edit. */
  static boolean isCurrent(Project it, String etag) {
    return etag.startsWith("v" + it.version() + ".");
  }
}
