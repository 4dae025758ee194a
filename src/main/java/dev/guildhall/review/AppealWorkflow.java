package dev.guildhall.review;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.assignment.Readmission;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.requester.Wallet;
import dev.guildhall.review.AppealRepository.Filed;
import dev.guildhall.worker.Earnings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AppealWorkflow: filed by the worker, decided by another person, granted when nobody answers in
 * time.
 */
final class AppealWorkflow {

  private static final Logger log = LoggerFactory.getLogger(AppealWorkflow.class);
  private static final int BATCH = 50;
  private static final String HUMAN = "human";
  private static final String DEADLINE = "appeal_deadline:v1";
  private static final String DEADLINE_TEXT =
      "Nobody answered this appeal in time, so it is granted.";

  private final Platform platform;
  private final AppealRepository repository;
  private final Readmission readmission;
  private final Earnings earnings;
  private final Projects projects;
  private final Wallet wallet;
  private final WorkConfig config;

  AppealWorkflow(
      Platform platform,
      AppealRepository repository,
      Earnings earnings,
      Projects projects,
      Wallet wallet,
      WorkConfig config) {
    this.platform = platform;
    this.repository = repository;
    this.readmission = new Readmission(platform.events());
    this.earnings = earnings;
    this.projects = projects;
    this.wallet = wallet;
    this.config = config;
  }

  /** Files an appeal against the latest verdict. */
  Future<Void> file(Principal who, UUID assignment, String text) {
    UUID worker = who.required("worker");
    return platform
        .database()
        .inTransaction(
            tx ->
                Workflows.start(
                    () -> {
                      var verdict =
                          repository
                              .appealable(tx, assignment, worker, config.appealDays())
                              .await();
                      if (verdict.isEmpty()) {
                        throw repository.exists(tx, assignment, worker).await()
                            ? new Refusal.Conflict(ErrorCode.APPEAL_NOT_POSSIBLE)
                            : new Refusal.NotFound("assignment");
                      }
                      UUID id = platform.ids().next();
                      repository
                          .file(tx, id, assignment, verdict.get(), text, config.appealAnswerHours())
                          .await();
                      repository.move(tx, assignment, AssignmentState.DISPUTED).await();
                      record(tx, "appeal.filed", assignment, who.accountId(), id).await();
                      return null;
                    }));
  }

  /** Decides an appeal; saying the same again changes nothing. */
  Future<Void> decide(Principal who, AppealId id, boolean overturned, String text) {
    return repository
        .mayDecide(platform.database().client(), id.value(), who)
        .compose(
            may ->
                may
                    ? decide(id.value(), who.accountId(), overturned, text, HUMAN)
                    : Future.failedFuture(new Refusal.NotFound("appeal")));
  }

  /** Grants appeals whose time has passed; returns how many. */
  int grantOverdue() {
    var overdue = repository.overdue(platform.database().client(), BATCH).await();
    int granted = 0;
    for (UUID id : overdue) {
      granted += isGranted(id) ? 1 : 0;
    }
    return granted;
  }

  /**
   * One appeal that cannot be paid, because the requester's wallet is empty, must not hold up the
   * others.
   */
  private boolean isGranted(UUID id) {
    try {
      decide(id, null, true, DEADLINE_TEXT, DEADLINE).await();
      return true;
    } catch (Refusal.Conflict e) {
      log.warn("the appeal {} is due and cannot be granted yet: {}", id, e.getMessage());
      return false;
    }
  }

  private Future<Void> decide(
      UUID id, @Nullable UUID person, boolean overturned, String text, String rule) {
    return platform
        .database()
        .inTransaction(
            tx ->
                Workflows.start(
                    () -> {
                      var appeal =
                          repository
                              .lock(tx, id)
                              .await()
                              .orElseThrow(() -> new Refusal.NotFound("appeal"));
                      String decision = overturned ? "overturned" : "upheld";
                      if (appeal.view().state().equals(decision)) {
                        return null;
                      }
                      if (!appeal.view().state().equals("open")) {
                        throw new Refusal.Conflict(ErrorCode.APPEAL_DECIDED);
                      }
                      repository.decide(tx, id, decision, person, text).await();
                      record(tx, "appeal." + decision, appeal.assignment(), person, id).await();
                      if (overturned) {
                        overturn(tx, appeal, person, text, rule);
                      } else {
                        uphold(tx, appeal);
                      }
                      return null;
                    }));
  }

  private void uphold(SqlConnection tx, Filed appeal) {
    var before = appeal.wasPaid() ? AssignmentState.SOFT_REJECTED : AssignmentState.REJECTED;
    repository.move(tx, appeal.assignment(), before).await();
  }

  private void overturn(
      SqlConnection tx, Filed appeal, @Nullable UUID person, String text, String rule) {
    repository.overturn(tx, platform.ids().next(), appeal, person, text, rule).await();
    repository.move(tx, appeal.assignment(), AssignmentState.ACCEPTED).await();
    readmission
        .readmit(
            tx, new Readmission.Granted(appeal.id(), appeal.assignment(), appeal.task(), person))
        .await();
    if (!appeal.wasPaid()) {
      pay(tx, appeal);
    }
  }

  /**
   * From the project's reserve; where that has been spent or released, from the requester's wallet.
   */
  private void pay(SqlConnection tx, Filed appeal) {
    var granting = earnings.grant(tx, appeal.assignment());
    var owing = projects.owe(tx, new ProjectId(appeal.project()), appeal.priceMicros());
    var granted = granting.await();
    var missing = new Money(owing.await(), appeal.currency());
    var reserved =
        missing.micros() == 0
            ? Booking.NOTHING
            : wallet.reservation(
                new OrganisationId(appeal.organisation()), appeal.project(), missing, appeal.id());
    earnings.book(tx, reserved.and(granted)).await();
  }

  private Future<Void> record(
      SqlConnection tx, String type, UUID assignment, @Nullable UUID actor, UUID appeal) {
    return platform
        .events()
        .append(
            tx,
            new Event(type, assignment, actor, new JsonObject().put("appeal", appeal.toString())));
  }
}
