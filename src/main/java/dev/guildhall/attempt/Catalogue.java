package dev.guildhall.attempt;

import dev.guildhall.attempt.Admission.Standing;
import dev.guildhall.attempt.StandingRepository.Allowance;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.exam.Tests;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.Grant;
import dev.guildhall.qualification.Qualification;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.requester.Wallet;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a worker can qualify for, and whether now. */
final class Catalogue {

  private final Qualifications qualifications;
  private final Tests tests;
  private final Wallet wallet;
  private final AttemptRepository attempts;
  private final StandingRepository standings;

  Catalogue(
      Qualifications qualifications,
      Tests tests,
      Wallet wallet,
      AttemptRepository attempts,
      StandingRepository standings) {
    this.qualifications = qualifications;
    this.tests = tests;
    this.wallet = wallet;
    this.attempts = attempts;
    this.standings = standings;
  }

  /**
   * A qualification as one worker sees it.
   *
   * @param json the contract's {@code OpenQualification}
   */
  record Open(Qualification qualification, JsonObject json) {}

  /** Those that the worker can qualify for, holds or has held; a page with one row more. */
  Future<List<Open>> list(SqlClient client, WorkerId worker, Optional<Cursor> after, int limit) {
    return qualifications
        .forWorker(client, worker, after, limit)
        .compose(found -> known(client, worker, found).map(known -> shown(found, known)));
  }

  private static List<Open> shown(List<Qualification> found, Known known) {
    return found.stream().map(one -> new Open(one, json(one, known))).toList();
  }

  Future<Open> get(SqlClient client, WorkerId worker, QualificationId id) {
    return qualifications
        .get(client, id)
        .compose(
            found ->
                known(client, worker, List.of(found))
                    .map(known -> new Open(found, json(found, known))));
  }

  /** Whether the worker may begin the test now. */
  Future<Admission> admission(SqlClient client, WorkerId worker, QualificationId id) {
    return qualifications
        .get(client, id)
        .compose(
            found -> known(client, worker, List.of(found)).map(known -> admission(found, known)));
  }

  /** Everything that is asked of qualifications and one worker. */
  private record Known(
      Map<QualificationId, TestVersion> tests,
      Map<QualificationId, Standing> standings,
      Map<QualificationId, Grant> held,
      Map<QualificationId, String> offeredBy,
      Map<QualificationId, String> names,
      Set<QualificationId> funded,
      Allowance allowance,
      Instant now) {}

  private Future<Known> known(SqlClient client, WorkerId worker, List<Qualification> found) {
    var ids = found.stream().map(Qualification::id).toList();
    return tests
        .published(client, ids)
        .compose(
            published -> {
              var all = new HashSet<>(ids);
              prerequisites(published).forEach(needed -> all.add(needed.qualificationId()));
              return Future.all(
                      standings.standings(client, worker, ids),
                      qualifications.held(client, worker, all),
                      standings.offeredBy(client, ids),
                      qualifications.names(client, all),
                      funded(client, published),
                      Future.all(standings.allowance(client, worker), attempts.now(client)))
                  .map(
                      asked -> {
                        CompositeFuture last = asked.resultAt(5);
                        return new Known(
                            published,
                            asked.resultAt(0),
                            asked.resultAt(1),
                            asked.resultAt(2),
                            asked.resultAt(3),
                            asked.resultAt(4),
                            last.resultAt(0),
                            last.resultAt(1));
                      });
            });
  }

  private static Stream<TestPlan.Prerequisite> prerequisites(
      Map<QualificationId, TestVersion> tests) {
    return tests.values().stream().flatMap(test -> test.plan().prerequisites().stream());
  }

  /** Those whose organisation can pay for an attempt; that of a test without pay always can. */
  private Future<Set<QualificationId>> funded(
      SqlClient client, Map<QualificationId, TestVersion> published) {
    var asked = List.copyOf(published.values());
    return Future.all(asked.stream().map(test -> isFunded(client, test)).toList())
        .map(
            answers -> {
              var funded = new HashSet<QualificationId>();
              for (int i = 0; i < asked.size(); i++) {
                if (answers.<Boolean>resultAt(i)) {
                  funded.add(asked.get(i).qualificationId());
                }
              }
              return funded;
            });
  }

  private Future<Boolean> isFunded(SqlClient client, TestVersion test) {
    Money pay = test.plan().pay();
    return pay == null
        ? Future.succeededFuture(true)
        : wallet
            .available(client, test.organisationId(), pay.currency())
            .map(available -> available.micros() >= pay.micros());
  }

  private static Admission admission(Qualification qualification, Known known) {
    return Admission.of(
        new Admission.Question(
            qualification,
            known.tests().get(qualification.id()),
            standing(qualification, known),
            known.held(),
            known.funded().contains(qualification.id()),
            known.now()));
  }

  private static Standing standing(Qualification qualification, Known known) {
    return Objects.requireNonNullElse(known.standings().get(qualification.id()), Standing.NONE);
  }

  private static JsonObject json(Qualification qualification, Known known) {
    var test = known.tests().get(qualification.id());
    var json =
        new JsonObject()
            .put("id", qualification.id().toString())
            .put("name", qualification.name())
            .put("description", qualification.description())
            .put("offered_by", known.offeredBy().get(qualification.id()))
            .put("levels", new JsonArray(test == null ? List.of() : test.plan().levels()));
    AttemptView.put(json, "domain", qualification.domain());
    AttemptView.put(json, "valid_days", qualification.validDays());
    var held = known.held().get(qualification.id());
    if (held != null) {
      json.put("held", held(qualification, held, known.now()));
    }
    return test == null ? json : json.put("test", test(qualification, test, known));
  }

  private static JsonObject held(Qualification qualification, Grant held, Instant now) {
    var json =
        new JsonObject()
            .put("level", held.level())
            .put("granted_at", held.grantedAt().toString())
            .put("expired", !held.isHeld(now));
    AttemptView.put(json, "expires_at", held.expiresAt());
    AttemptView.put(json, "renewable_from", Admission.renewableFrom(qualification, held));
    return json;
  }

  private static JsonObject test(Qualification qualification, TestVersion test, Known known) {
    var plan = test.plan();
    var standing = standing(qualification, known);
    var json =
        new JsonObject()
            .put("minutes", plan.minutes(known.allowance().timeMultiplier()))
            .put("introduction", plan.introduction())
            .put("honesty", plan.honestyStatement())
            .put("graded_by_people", test.gradedByPeople())
            .put("clock", plan.clock().wire())
            .put("late", plan.late().wire())
            .put("retry_hours", plan.retryHours())
            .put("feedback", plan.feedback().wire())
            .put("sections", sections(plan, known.allowance().timeMultiplier()))
            .put("attempts_made", standing.made());
    AttemptView.put(json, "max_attempts", plan.maxAttempts());
    AttemptView.put(json, "pay", plan.pay() == null ? null : money(plan.pay()));
    Admission.left(plan, standing).ifPresent(left -> json.put("attempts_left", left));
    var lacking = lacking(plan, known);
    if (!lacking.isEmpty()) {
      json.put("lacking", lacking);
    }
    return admitted(json, admission(qualification, known));
  }

  static JsonObject money(Money money) {
    return new JsonObject().put("amount", money.amount()).put("currency", money.currency());
  }

  private static JsonObject admitted(JsonObject json, Admission admission) {
    switch (admission) {
      case Admission.Possible _ -> json.put("possible", true);
      case Admission.Open open ->
          json.put("possible", true).put("open_attempt_id", open.attempt().toString());
      case Admission.Not not -> {
        json.put("possible", false).put("reason", not.reason().wire());
        AttemptView.put(json, "from", not.from());
      }
    }
    return json;
  }

  private static JsonArray sections(TestPlan plan, double multiplier) {
    var sections = new JsonArray();
    for (TestPlan.Section section : plan.sections()) {
      var json = new JsonObject().put("title", section.title()).put("items", section.items());
      @Nullable Integer seconds = section.seconds();
      if (seconds != null) {
        json.put("seconds", Clock.allowed(seconds, multiplier).toSeconds());
      }
      sections.add(json);
    }
    return sections;
  }

  private static JsonArray lacking(TestPlan plan, Known known) {
    var lacking = new JsonArray();
    for (var needed : Admission.lacking(plan, known.held(), known.now())) {
      var json =
          new JsonObject()
              .put("qualification_id", needed.qualificationId().toString())
              .put("name", known.names().get(needed.qualificationId()));
      AttemptView.put(json, "level", needed.level());
      lacking.add(json);
    }
    return lacking;
  }
}
