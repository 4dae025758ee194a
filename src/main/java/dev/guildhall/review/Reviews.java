package dev.guildhall.review;

import dev.guildhall.account.Role;
import dev.guildhall.assignment.Judgement;
import dev.guildhall.assignment.Ruling;
import dev.guildhall.assignment.Verdicts;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.Project;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verdicts by persons, and by the timer when no person came. */
final class Reviews {

  private static final int BATCH = 100;
  private static final String HUMAN = "human";
  private static final String TIMER = "auto_accept:v1";

  private final Database database;
  private final Projects projects;
  private final ReviewRepository repository;
  private final Verdicts verdicts;

  Reviews(Database database, Projects projects, ReviewRepository repository, Verdicts verdicts) {
    this.database = database;
    this.projects = projects;
    this.repository = repository;
    this.verdicts = verdicts;
  }

  /** What a person says of a submission. */
  record Opinion(
      String verdict,
      @Nullable String reasonCode,
      @Nullable String text,
      @Nullable JsonObject fixedOutput) {}

  /**
   * Gives the verdict; fails with a {@link Refusal} when this person may not, or it cannot be
   * given.
   */
  Future<ReviewItem> judge(Principal who, UUID submission, Opinion opinion) {
    return repository
        .owner(database.client(), submission)
        .compose(
            owner -> {
              var found = owner.orElseThrow(() -> new Refusal.NotFound("submission"));
              return projects
                  .visible(who, found.project(), Role.REVIEWER)
                  .recover(
                      failure ->
                          Future.failedFuture(Refusal.NotFound.hiding("submission", failure)))
                  .map(project -> judgement(who, submission, found, project, opinion));
            })
        .compose(judgement -> verdicts.decide(List.of(judgement)))
        .map(rulings -> given(rulings.getFirst()))
        .compose(_ -> repository.item(database.client(), submission))
        .map(item -> item.orElseThrow(() -> new Refusal.NotFound("submission")));
  }

  private static Judgement judgement(
      Principal who,
      UUID submission,
      ReviewRepository.Owner owner,
      Project project,
      Opinion opinion) {
    if (owner.account().equals(who.accountId())) {
      throw new Refusal.Forbidden(ErrorCode.OWN_WORK);
    }
    var kind = Sql.constant(Judgement.Kind.class, opinion.verdict());
    requireReason(kind, opinion);
    requireFix(kind, opinion, project);
    return new Judgement(
        submission,
        kind,
        opinion.reasonCode(),
        opinion.text(),
        opinion.fixedOutput(),
        Judgement.Decider.PERSON,
        who.accountId(),
        HUMAN);
  }

  private static void requireReason(Judgement.Kind kind, Opinion opinion) {
    if (kind == Judgement.Kind.ACCEPT) {
      return;
    }
    var missing = new ArrayList<FieldError>();
    if (opinion.reasonCode() == null) {
      missing.add(new FieldError("/reason_code", "required", "Choose the reason that fits best."));
    }
    if (opinion.text() == null || opinion.text().isBlank()) {
      missing.add(
          new FieldError(
              "/text", "required", "Tell the worker what was wrong and how to do better."));
    }
    if (!missing.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.REASON_REQUIRED, missing);
    }
  }

  private static void requireFix(Judgement.Kind kind, Opinion opinion, Project project) {
    boolean isFix = kind == Judgement.Kind.ACCEPT_WITH_FIX;
    var fixed = opinion.fixedOutput();
    if (isFix && fixed == null) {
      throw Refusal.Invalid.field(
          "/fixed_output", "required", "Send the answer as it should have been.");
    }
    if (!isFix && fixed != null) {
      throw Refusal.Invalid.field(
          "/fixed_output", "unexpected", "Only accept_with_fix takes a fixed answer.");
    }
    if (fixed != null) {
      var errors =
          project.template().outputErrors(fixed).stream()
              .map(
                  e ->
                      new FieldError(
                          e.pointer().replaceFirst("^/output", "/fixed_output"),
                          e.code(),
                          e.detail()))
              .toList();
      if (!errors.isEmpty()) {
        throw new Refusal.Invalid(ErrorCode.OUTPUT_INVALID, errors);
      }
    }
  }

  private static Void given(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Given _ -> null;
      case Ruling.AlreadyJudged _, Ruling.Superseded _ ->
          throw new Refusal.Conflict(ErrorCode.ALREADY_JUDGED);
      case Ruling.NotWaiting waiting ->
          throw new Refusal.Conflict(
              ErrorCode.NOT_WAITING_FOR_VERDICT, Map.of("state", waiting.state().wire()));
      case Ruling.Unknown _ -> throw new Refusal.NotFound("submission");
    };
  }

  /** Accepts what nobody judged in time; how many. */
  Future<Integer> acceptOverdue() {
    return repository
        .overdue(database.client(), BATCH)
        .compose(
            overdue ->
                overdue.isEmpty()
                    ? Future.succeededFuture(0)
                    : verdicts
                        .decide(overdue.stream().map(Reviews::byTimer).toList())
                        .map(overdue.size()));
  }

  private static Judgement byTimer(UUID submission) {
    return Judgement.accept(submission, Judgement.Decider.TIMER, TIMER);
  }
}
