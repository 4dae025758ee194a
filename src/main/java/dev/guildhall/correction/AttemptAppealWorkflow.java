package dev.guildhall.correction;

import dev.guildhall.account.Notices;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.correction.AttemptAppealRepository.Appeal;
import dev.guildhall.correction.AttemptAppealRepository.Case;
import dev.guildhall.grading.Papers;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appeals in tests: filed by the worker, decided by another person, granted when nobody answers in
 * time. A grade that is granted is the rubric's highest; a key that is overturned or granted takes
 * the item out of the worker's attempt, and its organisation is asked to correct it for everybody.
 */
final class AttemptAppealWorkflow {

  private static final Logger log = LoggerFactory.getLogger(AttemptAppealWorkflow.class);
  private static final int BATCH = 50;
  // What nobody answers in time is granted, so nobody may ask more than can be answered.
  private static final int MOST_OPEN_CHALLENGES = 3;
  // Means of grades that come to the same are the same.
  private static final double EXACT = 1e-9;
  private static final String DEADLINE_TEXT =
      "Nobody answered this appeal in time, so it is granted.";

  private final Database database;
  private final AttemptAppealRepository repository;
  private final Attempts attempts;
  private final Papers papers;
  private final Notices notices;
  private final EventLog events;
  private final WorkConfig config;

  AttemptAppealWorkflow(
      Database database,
      AttemptAppealRepository repository,
      Attempts attempts,
      Papers papers,
      Notices notices,
      EventLog events,
      WorkConfig config) {
    this.database = database;
    this.repository = repository;
    this.attempts = attempts;
    this.papers = papers;
    this.notices = notices;
    this.events = events;
    this.config = config;
  }

  /** What is appealed; the id is the device's. */
  record Filing(UUID appealId, Against against, ItemId itemId, String text) {}

  /** Files an appeal; the same again has no second effect. */
  Appeal file(Principal who, AttemptId attempt, Filing filing) {
    var worker = new WorkerId(who.required("worker"));
    return database
        .inTransaction(
            tx -> Workflows.start(() -> file(tx, who.accountId(), worker, attempt, filing)))
        .await();
  }

  private Appeal file(
      SqlConnection tx, UUID account, WorkerId worker, AttemptId attempt, Filing filing) {
    if (!repository.lockAttempt(tx, attempt, worker).await()) {
      throw new Refusal.NotFound("attempt");
    }
    var before = repository.filed(tx, filing.appealId()).await();
    if (before.isPresent()) {
      return before
          .filter(appeal -> isSame(appeal, attempt, filing))
          .orElseThrow(() -> new Refusal.Conflict(ErrorCode.CLAIM_ID_TAKEN));
    }
    if (!repository.hasItem(tx, attempt, filing.itemId()).await()) {
      throw new Refusal.NotFound("item");
    }
    var possible = repository.possible(tx, attempt, config.appealDays()).await().byItem();
    if (!possible.getOrDefault(filing.itemId(), List.of()).contains(filing.against().wire())) {
      throw new Refusal.Conflict(ErrorCode.APPEAL_NOT_POSSIBLE);
    }
    if (filing.against() == Against.KEY
        && repository.countOpen(tx, attempt, Against.KEY).await() >= MOST_OPEN_CHALLENGES) {
      throw new Refusal.Conflict(ErrorCode.TOO_MANY_CHALLENGES);
    }
    boolean filed =
        repository
            .file(
                tx,
                filing.appealId(),
                attempt,
                filing.itemId(),
                filing.against(),
                filing.text(),
                config.appealAnswerHours())
            .await();
    if (!filed) {
      throw new Refusal.Conflict(ErrorCode.CLAIM_ID_TAKEN);
    }
    events
        .append(
            tx,
            new CorrectionEvents.Appealed(
                    attempt, filing.itemId(), new AttemptAppealId(filing.appealId()), worker)
                .by(account))
        .await();
    return repository.filed(tx, filing.appealId()).await().orElseThrow();
  }

  private static boolean isSame(Appeal appeal, AttemptId attempt, Filing filing) {
    return appeal.attempt().equals(attempt)
        && appeal.item().equals(filing.itemId())
        && appeal.against() == filing.against()
        && appeal.text().equals(filing.text());
  }

  /**
   * What a judge says.
   *
   * @param grades with an overturned grade, of every line; as the contract's {@code LineGrades}
   */
  record Ruling(String decision, String text, @Nullable JsonObject grades) {

    private AppealState state() {
      return AppealState.parse(decision);
    }
  }

  /** Decides an appeal; saying the same again changes nothing. */
  Case decide(Principal who, AttemptAppealId id, Ruling ruling) {
    return database.inTransaction(tx -> Workflows.start(() -> decide(tx, who, id, ruling))).await();
  }

  private Case decide(SqlConnection tx, Principal who, AttemptAppealId id, Ruling ruling) {
    // The lock comes first, so that who may decide is asked of what was committed before it.
    if (!repository.lock(tx, id).await() || !repository.mayDecide(tx, id, who).await()) {
      throw new Refusal.NotFound("appeal");
    }
    var found = found(tx, id);
    if (found.appeal().state() == ruling.state()) {
      return found;
    }
    if (!found.appeal().state().mayBecome(ruling.state())) {
      throw new Refusal.Conflict(ErrorCode.APPEAL_DECIDED);
    }
    if (ruling.state() == AppealState.UPHELD || found.appeal().against() == Against.KEY) {
      if (ruling.grades() != null) {
        throw Refusal.Invalid.field(
            "/grades",
            "not_possible",
            "Grades belong to a grade that is overturned; leave them out.");
      }
    }
    return switch (ruling.state()) {
      case OVERTURNED -> {
        var points =
            found.appeal().against() == Against.GRADE
                ? points(rubric(tx, found), found, ruling.grades())
                : Map.<String, Integer>of();
        yield grant(tx, found, who.accountId(), ruling, AppealState.OVERTURNED, points);
      }
      case UPHELD -> {
        end(tx, found, AppealState.UPHELD, who.accountId(), ruling);
        yield found(tx, id);
      }
      case OPEN, GRANTED_BY_TIME ->
          throw new IllegalStateException("nobody decides that it is " + ruling.decision());
    };
  }

  private Case found(SqlConnection tx, AttemptAppealId id) {
    return repository.find(tx, id).await().orElseThrow();
  }

  private GradingRubric rubric(SqlConnection tx, Case appeal) {
    return papers
        .rubric(tx, appeal.appeal().attempt(), appeal.appeal().item())
        .await()
        .orElseThrow();
  }

  /** The grades of every line, which together are better than those before. */
  private static Map<String, Integer> points(
      GradingRubric rubric, Case appeal, @Nullable JsonObject grades) {
    if (grades == null) {
      throw Refusal.Invalid.field(
          "/grades", "required", "Say what you give each line of the rubric.");
    }
    var errors = new ArrayList<FieldError>();
    var points = new HashMap<String, Integer>();
    for (GradingRubric.Line line : rubric.lines()) {
      var given = grades.getJsonObject(line.key());
      String at = "/grades/" + line.key();
      if (given == null) {
        errors.add(new FieldError(at, "required", "Grade every line of the rubric."));
      } else if (given.getInteger("grade") > line.max()) {
        errors.add(
            new FieldError(
                at + "/grade",
                "range",
                "The grades of this line go from 0 to " + line.max() + "."));
      } else {
        points.put(line.key(), given.getInteger("grade"));
      }
    }
    var lines = rubric.lines().stream().map(GradingRubric.Line::key).toList();
    grades.fieldNames().stream()
        .filter(key -> !lines.contains(key))
        .map(
            key ->
                new FieldError(
                    "/grades/" + key, "unknown", "The rubric has no such line; leave it out."))
        .forEach(errors::add);
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
    var asDoubles =
        points.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().doubleValue()));
    if (rubric.score(asDoubles) <= Objects.requireNonNullElse(appeal.graded(), 0.0) + EXACT) {
      throw Refusal.Invalid.field(
          "/grades",
          "not_better",
          "These grades are not better than those that are appealed; uphold them instead.");
    }
    return points;
  }

  private Case grant(
      SqlConnection tx,
      Case appeal,
      @Nullable UUID person,
      Ruling ruling,
      AppealState state,
      Map<String, Integer> points) {
    end(tx, appeal, state, person, ruling);
    var attempt = appeal.appeal().attempt();
    var item = appeal.appeal().item();
    var id = appeal.appeal().id();
    switch (appeal.appeal().against()) {
      case GRADE -> {
        if (!papers.overrule(tx, attempt, item, points, id.value(), person).await()) {
          throw new Refusal.Conflict(
              ErrorCode.GRADING_STATE, Map.of("state", "being graded once more"));
        }
      }
      case KEY -> {
        if (!isWhollyRight(appeal)) {
          attempts.takeOut(tx, attempt, item).await();
        }
        notices
            .send(
                tx,
                appeal.organisation(),
                "key_overturned",
                "/office/items/" + item,
                Map.of(
                    "item",
                    ShownName.inMail(appeal.title()),
                    "qualification",
                    ShownName.inMail(appeal.name())))
            .await();
      }
    }
    attempts.redecide(tx, List.of(attempt), id.value(), ruling.text()).await();
    return found(tx, id);
  }

  /**
   * By a key that was corrected meanwhile, or by luck: without it the score could only be lower.
   */
  private static boolean isWhollyRight(Case appeal) {
    return appeal.score() != null && appeal.score() == 1;
  }

  private void end(
      SqlConnection tx, Case appeal, AppealState state, @Nullable UUID person, Ruling ruling) {
    var id = appeal.appeal().id();
    repository.decide(tx, id, state, person, ruling.text(), ruling.grades()).await();
    events
        .append(
            tx,
            new CorrectionEvents.AppealDecided(
                    appeal.appeal().attempt(), appeal.appeal().item(), id, appeal.worker(), state)
                .by(person))
        .await();
  }

  /** Grants appeals whose time has passed; returns how many. */
  int grantOverdue() {
    int granted = 0;
    for (AttemptAppealId id : repository.overdue(database.client(), BATCH).await()) {
      granted += isGranted(id) ? 1 : 0;
    }
    return granted;
  }

  /** One that cannot be granted now must not hold up the others. */
  private boolean isGranted(AttemptAppealId id) {
    try {
      return database.inTransaction(tx -> Workflows.start(() -> isGranted(tx, id))).await();
    } catch (Refusal.Conflict e) {
      log.warn("the appeal {} is due and cannot be granted yet: {}", id, e.getMessage());
      return false;
    }
  }

  private boolean isGranted(SqlConnection tx, AttemptAppealId id) {
    repository.lock(tx, id).await();
    var appeal = found(tx, id);
    if (!appeal.appeal().state().mayBecome(AppealState.GRANTED_BY_TIME)) {
      return false;
    }
    var points =
        switch (appeal.appeal().against()) {
          case KEY -> Map.<String, Integer>of();
          case GRADE ->
              rubric(tx, appeal).lines().stream()
                  .collect(Collectors.toMap(GradingRubric.Line::key, GradingRubric.Line::max));
        };
    var ruling = new Ruling(AppealState.GRANTED_BY_TIME.wire(), DEADLINE_TEXT, null);
    grant(tx, appeal, null, ruling, AppealState.GRANTED_BY_TIME, points);
    return true;
  }
}
