package dev.guildhall.assignment;

import dev.guildhall.assignment.FreshClaims.Fresh;
import dev.guildhall.assignment.SubmissionRepository.Context;
import dev.guildhall.experiment.Lots;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Coalescer;
import dev.guildhall.project.Project;
import dev.guildhall.project.Projects;
import dev.guildhall.project.ReviewPlan;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes finished work: checks it against the task's template, then has it written durably together
 * with what it leads to.
 */
final class SubmissionService {

  private final Projects projects;
  private final Assignments assignments;
  private final Lots lots;
  private final Coalescer<AssignmentId, Optional<Context>> contexts;
  private final Coalescer<Sent, Receipt> receipts;

  SubmissionService(
      Platform platform,
      Projects projects,
      Assignments assignments,
      Lots lots,
      SubmissionWorkflow workflow) {
    var database = platform.database();
    var repository = new SubmissionRepository();
    this.projects = projects;
    this.assignments = assignments;
    this.lots = lots;
    this.contexts =
        Coalescer.ofReads(
            platform.vertx(),
            "submission_contexts",
            platform.meters(),
            ids -> repository.contexts(database.client(), ids));
    this.receipts =
        new Coalescer<>(
            platform.vertx(),
            "submissions",
            platform.meters(),
            Sent::project,
            batch -> database.inTransaction(tx -> Workflows.start(() -> workflow.take(tx, batch))));
  }

  /** What a worker sends. */
  record Submission(
      UUID submissionId, long fence, JsonObject output, @Nullable Integer activeSeconds) {}

  /**
   * The assignment once the submission is durable; fails with a {@link Refusal} otherwise. Who
   * claimed here a moment ago is checked against what was answered then.
   */
  Future<AssignmentView> submit(Principal who, AssignmentId id, Submission submission) {
    return assignments
        .fresh(id)
        .map(claim -> send(who, id, submission, context(claim), claim.projectVersion()))
        .orElseGet(() -> sendAsRead(who, id, submission));
  }

  private static Context context(Fresh claim) {
    return new Context(
        claim.view().workerId(), claim.project(), claim.projectVersion(), claim.gold());
  }

  private Future<AssignmentView> sendAsRead(Principal who, AssignmentId id, Submission submission) {
    return contexts
        .ask(id)
        .compose(
            found ->
                send(
                    who,
                    id,
                    submission,
                    found.orElseThrow(() -> new Refusal.NotFound("assignment")),
                    null));
  }

  private Future<AssignmentView> send(
      Principal who,
      AssignmentId id,
      Submission submission,
      Context context,
      @Nullable Integer projectVersion) {
    UUID worker = who.required("worker");
    if (!context.worker().equals(worker)) {
      return Future.failedFuture(new Refusal.NotFound("assignment"));
    }
    return projects
        .asOf(context.project(), context.projectVersion())
        .map(
            project ->
                checked(who, worker, id, submission, project, context.gold(), projectVersion))
        .compose(
            sent -> receipts.ask(sent).compose(receipt -> answer(who, submission, sent, receipt)));
  }

  private Sent checked(
      Principal who,
      UUID worker,
      AssignmentId id,
      Submission submission,
      Project project,
      @Nullable JsonObject gold,
      @Nullable Integer projectVersion) {
    var errors = project.template().outputErrors(submission.output());
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.OUTPUT_INVALID, errors);
    }
    String text = StrictJson.canonical(submission.output());
    return new Sent(
        id,
        worker,
        project.id(),
        who.accountId(),
        submission.submissionId(),
        submission.fence(),
        submission.output(),
        text,
        sha256(text),
        submission.activeSeconds(),
        gold == null ? null : project.template().matchesGold(gold, submission.output()),
        projectVersion == null ? null : project.version(),
        plan(project, submission.submissionId()));
  }

  /**
   * Whether a sampled submission goes to a person is drawn: nobody chooses it, and a repeat is
   * treated alike.
   */
  private JudgementPlan plan(Project project, UUID submission) {
    var review = project.review();
    boolean atOnce =
        switch (review.mode()) {
          case AUTOMATIC -> true;
          case MANUAL -> false;
          case SAMPLE ->
              lots.permille("sample", submission, project.id().value()) >= sampled(review);
        };
    return new JudgementPlan(
        atOnce, "review_plan:" + review.mode().wire() + ":v" + project.version(), review.hours());
  }

  private static int sampled(ReviewPlan review) {
    return Objects.requireNonNull(review.samplePermille(), "a sample has a size");
  }

  private Future<AssignmentView> answer(
      Principal who, Submission submission, Sent sent, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken taken -> assignments.sent(sent, taken);
      case Receipt.Received _ -> assignments.view(sent.assignment());
      case Receipt.Outdated _ -> sendAsRead(who, sent.assignment(), submission);
      case Receipt.NotYours _ -> throw new Refusal.NotFound("assignment");
      case Receipt.LeaseLost _ -> throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
      case Receipt.WrongState wrong -> throw LeaseWorkflow.wrongState(wrong.state());
      case Receipt.IdTaken _ -> throw new Refusal.Conflict(ErrorCode.SUBMISSION_ID_TAKEN);
    };
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
