package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.grading.Gradings.Waiting;
import dev.guildhall.grading.Reviewer.Pause;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grading, over HTTP. */
final class GradingRoutes implements Routes {

  private final Gradings gradings;
  private final ClaimService claims;
  private final GradingWorkflow workflow;

  GradingRoutes(Gradings gradings, ClaimService claims, GradingWorkflow workflow) {
    this.gradings = gradings;
    this.claims = claims;
    this.workflow = workflow;
  }

  @Override
  public void bind(Binder to) {
    to.on("getGradingQueue", this::queue)
        .on("claimGrading", this::claim)
        .on("listGradings", this::list)
        .on("getGrading", this::get)
        .on("saveGrading", this::save)
        .on("returnGrading", this::giveBack);
  }

  private record Line(
      QualificationId qualificationId,
      String name,
      int waiting,
      @Nullable Money pay,
      @Nullable Pause paused) {

    private static Line of(Waiting waiting) {
      var desk = waiting.desk();
      return new Line(desk.id(), desk.name(), waiting.papers(), desk.pay(), desk.pause());
    }
  }

  private record Queue(List<Line> data) {}

  private Future<Response> queue(Request request) {
    return gradings
        .queue(Asking.of(request.principal()))
        .map(waiting -> Response.ok(new Queue(waiting.stream().map(Line::of).toList())));
  }

  private record Claim(UUID claimId, @Nullable QualificationId qualificationId) {}

  private Future<Response> claim(Request request) {
    if (!request.principal().is("verified")) {
      throw new Refusal.Forbidden(ErrorCode.EMAIL_NOT_VERIFIED);
    }
    var body = request.body(Claim.class);
    return claims
        .claim(Asking.of(request.principal()), body.claimId(), body.qualificationId())
        .compose(
            outcome ->
                switch (outcome) {
                  case ClaimOutcome.Claimed claimed ->
                      gradings
                          .get(reviewer(request), claimed.id())
                          .map(view -> Response.created(GradingView.json(view)));
                  case ClaimOutcome.NothingWaiting nothing ->
                      Future.succeededFuture(
                          Response.noContent()
                              .with(
                                  "Retry-After", Long.toString(nothing.retryAfter().toSeconds())));
                  case ClaimOutcome.TooManyHeld full ->
                      throw new Refusal.Conflict(
                          ErrorCode.TOO_MANY_PAPERS, Map.of("held", full.held()));
                  case ClaimOutcome.Paused paused ->
                      throw new Refusal.Conflict(
                          ErrorCode.REVIEWER_PAUSED,
                          Map.of("text", paused.pause().text()),
                          paused.pause());
                  case ClaimOutcome.ClaimIdTaken _ ->
                      throw new Refusal.Conflict(ErrorCode.CLAIM_ID_TAKEN);
                  case ClaimOutcome.NotYours _ -> throw new Refusal.NotFound("qualification");
                });
  }

  private Future<Response> list(Request request) {
    return gradings
        .list(
            reviewer(request),
            request.query("state").orElse(null),
            request.cursor(),
            request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.claimedAt(), row.id().value()},
                        GradingView::json)));
  }

  private Future<Response> get(Request request) {
    return gradings
        .get(reviewer(request), id(request))
        .map(view -> Response.ok(GradingView.json(view)).taggedBy(GradingView.stable(view)));
  }

  private Future<Response> save(Request request) {
    var body = request.body(GradingWorkflow.Body.class);
    return changed(() -> workflow.save(reviewer(request), id(request), body))
        .compose(_ -> gradings.get(reviewer(request), id(request)))
        .map(view -> Response.ok(GradingView.json(view)));
  }

  private static Future<Void> changed(Runnable change) {
    return Workflows.start(
        () -> {
          change.run();
          return null;
        });
  }

  private record GivenBack(String reason, @Nullable String text) {}

  private Future<Response> giveBack(Request request) {
    var body = request.body(GivenBack.class);
    return changed(
            () -> workflow.giveBack(reviewer(request), id(request), body.reason(), body.text()))
        .map(_ -> Response.noContent());
  }

  private static AccountId reviewer(Request request) {
    return new AccountId(request.principal().accountId());
  }

  private static GradingId id(Request request) {
    return GradingId.parse(request.path("grading_id"));
  }
}
