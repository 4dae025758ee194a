package dev.guildhall.assignment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.Project;
import dev.guildhall.task.TaskId;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as its worker sees it.
 *
 * @param workerId whose it is; not written
 * @param version changes with every change of the row; not written
 */
public record AssignmentView(
    AssignmentId id,
    UUID claimId,
    AssignmentState state,
    long fence,
    Money pay,
    ProjectPart project,
    TaskPart task,
    @Nullable LeasePart lease,
    @Nullable DraftPart draft,
    @Nullable SubmissionPart submission,
    @Nullable VerdictPart verdict,
    @Nullable AppealPart appeal,
    @Nullable CancellationPart cancellation,
    Instant claimedAt,
    Instant serverTime,
    @JsonIgnore UUID workerId,
    @JsonIgnore int version) {

  /** What the client needs of the project to show the task. */
  public record ProjectPart(
      String id, String name, String kind, JsonObject template, int guidelineVersion) {}

  public record TaskPart(String id, JsonObject input) {}

  /**
   * Present while the work may be sent; by PostgreSQL's clock. A pause that lasts is counted to its
   * end in all but {@code pausedUntil}.
   */
  public record LeasePart(
      Instant startedAt,
      Instant expiresAt,
      Instant graceUntil,
      int extensionsLeft,
      int pauses,
      int pauseSecondsLeft,
      @Nullable Instant pausedUntil) {}

  public record DraftPart(@Nullable JsonObject output, int revision, Instant savedAt) {}

  /** {@code sha256} is hex, of the canonical JSON of the output. */
  public record SubmissionPart(
      UUID id,
      JsonObject output,
      Instant submittedAt,
      @Nullable Instant autoAcceptAt,
      String sha256) {}

  public record VerdictPart(
      String verdict,
      @Nullable String reasonCode,
      @Nullable String text,
      @Nullable JsonObject fixedOutput,
      Instant decidedAt,
      String decidedBy) {

    /** The verdict of a row that joins it as {@code verdict}, {@code verdict_text} and so on. */
    public static @Nullable VerdictPart of(Row row) {
      return row.getString("verdict") == null
          ? null
          : new VerdictPart(
              row.getString("verdict"),
              row.getString("reason_code"),
              row.getString("verdict_text"),
              row.getJsonObject("fixed_output"),
              Rows.instant(row, "decided_at"),
              row.getString("decided_by"));
    }
  }

  public record AppealPart(
      String id,
      String state,
      String text,
      Instant filedAt,
      Instant dueAt,
      @Nullable String decisionText,
      @Nullable Instant decidedAt) {}

  /**
   * What was paid for work that was called back, and why so much: {@code seconds} were spent of the
   * {@code estimateSeconds} that the price is for, as {@code evidence} says.
   */
  public record CancellationPart(
      String reason,
      @Nullable String note,
      Money pay,
      int seconds,
      int estimateSeconds,
      String evidence,
      String rule,
      Instant cancelledAt) {}

  /** As a claim made it. */
  static AssignmentView claimed(
      Wanted wanted, Project project, Grant.Made made, WorkConfig config) {
    var row = made.assignment();
    return new AssignmentView(
        row.id(),
        wanted.claimId(),
        AssignmentState.CLAIMED,
        row.fence(),
        new Money(wanted.priceMicros(), wanted.currency()),
        new ProjectPart(
            project.id().toString(),
            project.name(),
            Sql.wire(project.kind()),
            project.template().json(),
            wanted.guidelineVersion()),
        new TaskPart(new TaskId(made.task()).toString(), made.content().input()),
        new LeasePart(
            row.leasedAt(),
            row.leaseUntil(),
            row.graceUntil(),
            LeaseWorkflow.MAX_EXTENSIONS,
            0,
            (int) config.pauses(Duration.between(row.leasedAt(), row.leaseUntil()), 0).toSeconds(),
            null),
        null,
        null,
        null,
        null,
        null,
        row.claimedAt(),
        row.now(),
        wanted.worker(),
        row.version());
  }

  /** As this claim is once its work was sent, with no draft. */
  AssignmentView sent(Sent sent, Receipt.Taken taken) {
    return new AssignmentView(
        id,
        claimId,
        taken.acceptedAt() == null ? AssignmentState.SUBMITTED : AssignmentState.ACCEPTED,
        fence,
        pay,
        project,
        task,
        null,
        null,
        new SubmissionPart(
            sent.submission(),
            sent.output(),
            taken.submittedAt(),
            taken.autoAcceptAt(),
            HexFormat.of().formatHex(sent.sha256())),
        taken.acceptedAt() == null
            ? null
            : new VerdictPart(
                Sql.wire(Judgement.Kind.ACCEPT),
                null,
                null,
                null,
                taken.acceptedAt(),
                Sql.wire(Judgement.Decider.RULE)),
        null,
        null,
        claimedAt,
        taken.now(),
        workerId,
        taken.version());
  }

  /** Everything that changes only when something happened: without the clock. */
  Object stable() {
    return new AssignmentView(
        id,
        claimId,
        state,
        fence,
        pay,
        project,
        task,
        lease,
        draft,
        submission,
        verdict,
        appeal,
        cancellation,
        claimedAt,
        Instant.EPOCH,
        workerId,
        version);
  }
}
