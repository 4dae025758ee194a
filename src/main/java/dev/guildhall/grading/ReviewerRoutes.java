package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.Role;
import dev.guildhall.grading.Reviewer.Pause;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Qualification;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stops reviewers' queues, over HTTP; for the organisation of the qualification. */
final class ReviewerRoutes implements Routes {

  private final Database database;
  private final Qualifications qualifications;
  private final Reviewers reviewers;
  private final Secret secret;

  ReviewerRoutes(
      Database database, Qualifications qualifications, Reviewers reviewers, Secret secret) {
    this.database = database;
    this.qualifications = qualifications;
    this.reviewers = reviewers;
    this.secret = secret;
  }

  @Override
  public void bind(Binder to) {
    to.on("pauseReviewer", this::pause);
  }

  private record Measure(double value, @Nullable Double low, @Nullable Double high) {

    private static @Nullable Measure of(
        @Nullable Double value, @Nullable Double low, @Nullable Double high) {
      return value == null ? null : new Measure(value, low, high);
    }
  }

  private record Shown(
      AccountId accountId,
      String reviewer,
      QualificationId qualificationId,
      String name,
      int graded,
      int validityPapers,
      @Nullable Measure kappa,
      @Nullable Measure severity,
      @Nullable Double fairShift,
      @Nullable Double infit,
      @Nullable Double outfit,
      @Nullable Pause pause) {}

  private Shown shown(Qualification qualification, Reviewer reviewer) {
    var measures = reviewer.measures() == null ? Reviewer.Measures.NONE : reviewer.measures();
    return new Shown(
        reviewer.accountId(),
        reviewer.shownName(secret),
        qualification.id(),
        qualification.name(),
        reviewer.graded(),
        reviewer.validityPapers(),
        Measure.of(measures.kappa(), measures.kappaLow(), measures.kappaHigh()),
        Measure.of(measures.severity(), measures.severityLow(), measures.severityHigh()),
        measures.fairShift(),
        measures.infit(),
        measures.outfit(),
        reviewer.pause());
  }

  private record Change(boolean paused, String text) {}

  private Future<Response> pause(Request request) {
    var change = request.body(Change.class);
    var account = AccountId.parse(request.path("account_id"));
    return database
        .inTransaction(
            tx ->
                qualifications
                    .visible(tx, request.principal(), id(request), Role.EDITOR)
                    .compose(
                        qualification ->
                            changed(
                                    tx,
                                    qualification.id(),
                                    account,
                                    change,
                                    request.principal().accountId())
                                .map(reviewer -> shown(qualification, reviewer))))
        .map(Response::ok);
  }

  private Future<Reviewer> changed(
      SqlConnection tx,
      QualificationId qualification,
      AccountId account,
      Change change,
      UUID actor) {
    return (change.paused()
            ? reviewers.pause(tx, qualification, account, PauseCause.BY_HAND, change.text(), actor)
            : reviewers.resume(tx, qualification, account, actor))
        .compose(_ -> reviewers.find(tx, account, qualification))
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("reviewer")));
  }

  private static QualificationId id(Request request) {
    return QualificationId.parse(request.path("qualification_id"));
  }
}
