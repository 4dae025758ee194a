package dev.guildhall.assignment;

import dev.guildhall.assignment.DraftRepository.Written;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The worker's operations on assignments. */
final class AssignmentRoutes implements Routes {

  private final Database database;
  private final AssignmentRepository repository;
  private final Assignments assignments;
  private final Eligibility eligibility;
  private final ClaimService claims;
  private final DraftService drafts;
  private final SubmissionService submissions;
  private final LeaseWorkflow leases;
  private final ReopenWorkflow reopenings;

  AssignmentRoutes(
      Database database,
      AssignmentRepository repository,
      Assignments assignments,
      Eligibility eligibility,
      ClaimService claims,
      DraftService drafts,
      SubmissionService submissions,
      LeaseWorkflow leases,
      ReopenWorkflow reopenings) {
    this.database = database;
    this.repository = repository;
    this.assignments = assignments;
    this.eligibility = eligibility;
    this.claims = claims;
    this.drafts = drafts;
    this.submissions = submissions;
    this.leases = leases;
    this.reopenings = reopenings;
  }

  @Override
  public void bind(Binder to) {
    to.on("claimTask", this::claim)
        .on("listAssignments", this::list)
        .on("getAssignment", this::get)
        .on("saveDraft", this::saveDraft)
        .on("submitAssignment", this::submit)
        .on("returnAssignment", this::giveBack)
        .on("skipAssignment", this::skip)
        .on("extendLease", this::extend)
        .on("reopenAssignment", this::reopen);
  }

  private record ClaimBody(UUID claimId, @Nullable ProjectId projectId) {}

  private Future<Response> claim(Request request) {
    if (!request.principal().is("verified")) {
      throw new Refusal.Forbidden(ErrorCode.EMAIL_NOT_VERIFIED);
    }
    var body = request.body(ClaimBody.class);
    return claims
        .claim(Asking.of(request), body.claimId(), Optional.ofNullable(body.projectId()))
        .compose(outcome -> claimed(outcome, request.locale()));
  }

  private Future<Response> claimed(ClaimOutcome outcome, Locale locale) {
    return switch (outcome) {
      case ClaimOutcome.Claimed claimed ->
          Future.succeededFuture(Response.created(claimed.assignment()));
      case ClaimOutcome.NothingWaiting nothing ->
          Future.succeededFuture(
              Response.noContent()
                  .with("Retry-After", Long.toString(nothing.retryAfter().toSeconds())));
      case ClaimOutcome.GuidelineNotAcknowledged unread ->
          throw new Refusal.Conflict(
              ErrorCode.GUIDELINE_NOT_ACKNOWLEDGED, Map.of("version", unread.version()));
      case ClaimOutcome.NotEligible closed ->
          eligibility
              .refusal(closed.applicant(), closed.failing(), locale)
              .compose(Future::failedFuture);
      case ClaimOutcome.TooManyHeld full ->
          throw new Refusal.Conflict(ErrorCode.TOO_MANY_HELD, Map.of("held", full.held()));
      case ClaimOutcome.CoolingDown cooling ->
          throw new Refusal.Conflict(
              ErrorCode.COOLING_DOWN,
              Map.of("expired", cooling.expired(), "minutes", minutesLeft(cooling.left())),
              new CooldownPart(cooling.expired(), cooling.until()));
      case ClaimOutcome.QuotaReached quota ->
          throw new Refusal.Conflict(ErrorCode.QUOTA_REACHED, Map.of("most", quota.most()));
      case ClaimOutcome.ClaimIdTaken _ -> throw new Refusal.Conflict(ErrorCode.CLAIM_ID_TAKEN);
    };
  }

  private record CooldownPart(int expired, Instant until) {}

  /** Begun ones count. */
  private static long minutesLeft(Duration left) {
    return Math.max(1, left.plusSeconds(59).toMinutes());
  }

  private Future<Response> list(Request request) {
    var cursor = request.cursor();
    return repository
        .ofWorker(
            database.client(),
            worker(request),
            request.query("state").orElse(null),
            cursor.map(c -> c.instant(0)).orElse(null),
            cursor.map(c -> c.uuid(1)).orElse(null),
            request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.claimedAt(), row.id().value()},
                        row -> row)));
  }

  private Future<Response> get(Request request) {
    return own(request).map(view -> Response.ok(view).taggedBy(view.stable()));
  }

  private record DraftBody(JsonObject output, @Nullable Integer revision) {}

  private Future<Response> saveDraft(Request request) {
    var body = request.body(DraftBody.class);
    return drafts
        .save(new Written(id(request), worker(request), body.output(), body.revision()))
        .map(Response::ok);
  }

  private Future<Response> submit(Request request) {
    return submissions
        .submit(request.principal(), id(request), request.body(SubmissionService.Submission.class))
        .map(Response::created);
  }

  private record GiveBackBody(
      @Nullable Long fence, @Nullable String reason, @Nullable String note) {}

  private Future<Response> giveBack(Request request) {
    var body =
        request.hasBody() ? request.body(GiveBackBody.class) : new GiveBackBody(null, null, null);
    return end(request, AssignmentState.RETURNED, body);
  }

  private Future<Response> skip(Request request) {
    return end(request, AssignmentState.SKIPPED, request.body(GiveBackBody.class));
  }

  private Future<Response> end(Request request, AssignmentState state, GiveBackBody why) {
    return leases
        .giveBack(
            id(request),
            worker(request),
            request.principal().accountId(),
            why.fence(),
            state,
            why.reason(),
            why.note())
        .compose(_ -> own(request))
        .map(Response::ok);
  }

  /** Without a number it is the first, so that a repeat is one too. */
  private record ExtensionBody(long fence, @Nullable Integer extension) {
    private int number() {
      return extension == null ? 1 : extension;
    }
  }

  private Future<Response> extend(Request request) {
    var body = request.body(ExtensionBody.class);
    return leases
        .extend(
            id(request),
            worker(request),
            request.principal().accountId(),
            body.fence(),
            body.number())
        .compose(_ -> own(request))
        .map(Response::ok);
  }

  private record ReopeningBody(long fence) {}

  private Future<Response> reopen(Request request) {
    return reopenings
        .reopen(Asking.of(request), id(request), request.body(ReopeningBody.class).fence())
        .compose(_ -> own(request))
        .map(Response::ok);
  }

  private Future<AssignmentView> own(Request request) {
    return assignments
        .view(id(request))
        .map(
            view -> {
              if (!view.workerId().equals(worker(request))) {
                throw new Refusal.NotFound("assignment");
              }
              return view;
            });
  }

  private static AssignmentId id(Request request) {
    return AssignmentId.parse(request.path("assignment_id"));
  }

  private static UUID worker(Request request) {
    Principal who = request.principal();
    return who.required("worker");
  }
}
