package dev.guildhall.project;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.overlap.OverlapPlan;
import dev.guildhall.platform.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered. Each project is one pool: its tasks share price and requirements.
 *
 * @param pauseReason only while paused
 * @param price of one submission
 * @param estimateSeconds how long one submission takes an able worker
 * @param overlap submissions wanted per task at first, unless the task says otherwise
 * @param overlapRule by which a task gets more than that, or fewer; absent: exactly so many
 * @param maxPerWorker how many of its tasks one worker may do; absent: as many as there are
 * @param requirements what is asked of a worker
 * @param domain the field that skill in it is measured in; absent: in the project alone
 * @param goldPermille of a thousand claims, how many get a gold task while there are any
 * @param budget the most that the project may cost; absent: what its tasks come to
 * @param reserved what the wallet has set aside
 * @param committed the part of {@code reserved} that is in work, promised or paid
 * @param tasks how many are loaded, gold among them
 * @param version grows with each change of what people edit, and of the state
 */
public record Project(
    ProjectId id,
    OrganisationId organisationId,
    String name,
    ProjectKind kind,
    ProjectState state,
    @Nullable PauseReason pauseReason,
    Template template,
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
    int version,
    Instant createdAt,
    @Nullable Instant launchedAt,
    @Nullable Instant completedAt) {

  /** Under which name skill in this work is kept: of its domain, or of the project alone. */
  public String skillDomain() {
    return domain == null ? id.value().toString() : domain;
  }

  /** What is set aside and not yet spoken for. */
  public Money free() {
    return reserved.minus(committed);
  }
}
