package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.answer;
import static dev.guildhall.scenario.Exam.begin;
import static dev.guildhall.scenario.Exam.id;
import static dev.guildhall.scenario.Exam.items;
import static dev.guildhall.scenario.Exam.move;
import static dev.guildhall.scenario.Exam.path;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.right;
import static dev.guildhall.scenario.Exam.save;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.Exam.submit;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.ItemId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers take tests. */
class AttemptIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static World world;
  private static Person author;
  private static Exam exam;
  private Person worker;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
    exam = new Exam(server.url(), author);
  }

  @BeforeEach
  void aNewWorker() {
    worker = world.worker();
  }

  @Test
  void whoPassesSeesTheWorkItOpensAndClaimsIt() {
    String qualification = exam.qualification(new JsonObject().put("valid_days", 30));
    exam.publish(qualification, plan(section("one", exam.choices(6), 4)));
    String project =
        live(
            author,
            draft()
                .put(
                    "requirements",
                    new JsonObject()
                        .put(
                            "qualifications",
                            new JsonArray()
                                .add(
                                    new JsonObject()
                                        .put("qualification_id", qualification)
                                        .put("compare", "at_least")
                                        .put("level", 2)))),
            1);
    worker.acknowledge(project, 1);
    assertThat(refusal(() -> worker.claim(UUID.randomUUID(), project)).code())
        .isEqualTo("not_eligible");
    var attempt = begin(worker, qualification);
    answer(worker, attempt, 4);

    var sent = submit(worker, attempt);

    assertThat(sent.getString("state")).isEqualTo("passed");
    var result = sent.getJsonObject("result");
    assertThat(result.getBoolean("passed")).isTrue();
    assertThat(result.getInteger("level")).isEqualTo(4);
    assertThat(result.getDouble("score")).isEqualTo(1.0);
    assertThat(Instant.parse(result.getString("expires_at")))
        .isBetween(
            Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    assertThat(worker.claim(UUID.randomUUID(), project)).isPresent();
    var seen = worker.get("/v1/qualifications/" + qualification);
    assertThat(seen.getJsonObject("held").getInteger("level")).isEqualTo(4);
    assertThat(seen.getJsonObject("test").getString("reason")).isEqualTo("held");
    assertThat(seen.getJsonArray("attempts")).hasSize(1);
    assertThat(refusal(() -> begin(worker, qualification)).code())
        .isEqualTo("attempt_not_possible");
  }

  @Test
  void whoFailsIsToldWhenToTryAgainAndThenGetsOtherItems() {
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", exam.choices(6), 3)).put("max_attempts", 2));
    var first = begin(worker, qualification);
    answer(worker, first, 1);
    var sent = submit(worker, first);

    assertThat(sent.getString("state")).isEqualTo("failed");
    var result = sent.getJsonObject("result");
    assertThat(result.getDouble("score")).isBetween(0.33, 0.34);
    assertThat(result.getDouble("needed")).isEqualTo(0.5);
    assertThat(result.getInteger("attempts_left")).isEqualTo(1);
    var refused = refusal(() -> begin(worker, qualification));
    var why = refused.document().getJsonObject("current");
    assertThat(why.getString("reason")).isEqualTo("waiting_time");
    assertThat(why.getString("from")).isEqualTo(result.getString("retry_from"));

    server.sql("update attempt set retry_from = now() where id = $1", id(first));
    var second = begin(worker, qualification);
    var had = new HashSet<>(items(first).stream().map(item -> item.getString("item_id")).toList());
    assertThat(items(second)).noneMatch(item -> had.contains(item.getString("item_id")));
    answer(worker, second, 2);
    var passed = submit(worker, second);

    assertThat(passed.getJsonObject("result").getInteger("level")).isEqualTo(2);
    assertThat(passed.getJsonObject("result").getDouble("next_level_needs")).isEqualTo(1.0);
    server.sql("update attempt set retry_from = now() where id = $1", id(second));
    assertThat(reason(qualification)).isEqualTo("no_attempts_left");
    worker.send("PUT", path(second) + "/feedback-rating", new JsonObject().put("useful", 4));
    assertThat(worker.get(path(second)).getInteger("feedback_rating")).isEqualTo(4);
  }

  @Test
  void everyWriteMayBeRepeated() {
    String qualification =
        exam.published(
            plan(section("one", exam.choices(3), 1), section("two", exam.choices(3), 1)));
    var claim = UUID.randomUUID();
    var attempt = begin(worker, qualification, claim);
    String item = items(attempt).getFirst().getString("item_id");

    assertThat(begin(worker, qualification, claim).getString("id"))
        .isEqualTo(attempt.getString("id"));
    assertThat(begin(worker, qualification).getString("id")).isEqualTo(attempt.getString("id"));
    assertThat(refusal(() -> begin(world.worker(), qualification, claim)).code())
        .isEqualTo("claim_id_taken");
    var saved = save(worker, attempt, item, right(), 0);
    var again = save(worker, attempt, item, right(), 0);
    assertThat(again.getInteger("revision")).isEqualTo(1);
    assertThat(again.getString("saved_at")).isEqualTo(saved.getString("saved_at"));
    move(worker, attempt, "next_section", 0);
    var moved = move(worker, attempt, "next_section", 0);
    assertThat(moved.getInteger("section")).isEqualTo(1);
    assertThat(exposures(items(attempt).getFirst())).isEqualTo(1);
    var submission = UUID.randomUUID();
    var sent = submit(worker, attempt, submission);
    var resent = submit(worker, attempt, submission);
    sent.remove("server_time");
    resent.remove("server_time");
    assertThat(resent).isEqualTo(sent);
    assertThat(refusal(() -> submit(worker, attempt)).code()).isEqualTo("attempt_state");
    assertThat(save(worker, attempt, item, right(), 0).getInteger("revision")).isEqualTo(1);
    assertThat(
            server.sql(
                "select 1 from event where subject_id = $1 and type in ('attempt.submitted', 'attempt.decided')",
                id(attempt)))
        .hasSize(2);
  }

  private static int exposures(JsonObject item) {
    return server
        .sql(
            "select exposures from item where id = $1",
            ItemId.parse(item.getString("item_id")).value())
        .getFirst()
        .getInteger(0);
  }

  @Test
  void twoDevicesDoNotOverwriteEachOther() throws Exception {
    var attempt = begin(worker, exam.published(1));
    var tablet = world.again(worker);
    String item = items(attempt).getFirst().getString("item_id");
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < 20; i++) {
      var device = i % 2 == 0 ? worker : tablet;
      // Half of the devices choose what the other half does not.
      var choice = new JsonObject().put("choice", i % 2 == 0 ? "wrong" : "other");
      calls.add(() -> outcome(() -> save(device, attempt, item, choice, 0)));
    }

    List<String> outcomes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      outcomes = threads.invokeAll(calls).stream().map(AttemptIT::got).toList();
    }
    var stored = items(worker.get(path(attempt))).getFirst();
    var conflict = refusal(() -> save(tablet, attempt, item, right(), 0));
    var current = conflict.document().getJsonObject("current");

    assertThat(outcomes).containsOnly("saved", "answer_conflict");
    assertThat(outcomes.stream().filter("saved"::equals)).hasSize(10);
    assertThat(stored.getInteger("revision")).isEqualTo(1);
    assertThat(current.getJsonObject("answer")).isEqualTo(stored.getJsonObject("answer"));
    assertThat(
            save(tablet, attempt, item, right(), current.getInteger("revision"))
                .getInteger("revision"))
        .isEqualTo(2);
    assertThat(items(worker.get(path(attempt))).getFirst().getJsonObject("answer"))
        .isEqualTo(right());
  }

  private static String got(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String outcome(ThrowingCallable call) {
    var problem = refusal(call);
    return problem == null ? "saved" : problem.code();
  }

  @Test
  void sentFromTwoDevicesAtOnceItIsSentOnce() throws Exception {
    var attempt = begin(worker, exam.published(2));
    answer(worker, attempt, 2);
    var calls =
        IntStream.range(0, 8)
            .<Callable<String>>mapToObj(_ -> () -> outcome(() -> submit(worker, attempt)))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = threads.invokeAll(calls).stream().map(AttemptIT::got).toList();
      assertThat(outcomes.stream().filter("saved"::equals)).hasSize(1);
      assertThat(outcomes).containsOnly("saved", "attempt_state");
    }
    assertThat(server.sql("select 1 from attempt_decision where attempt_id = $1", id(attempt)))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "discard"})
  void whatComesLateIsKeptAndCountsByTheRuleOfTheTest(String rule) {
    String qualification =
        exam.published(plan(section("one", exam.choices(4), 2)).put("late", rule));
    var attempt = begin(worker, qualification);
    String first = items(attempt).get(0).getString("item_id");
    String second = items(attempt).get(1).getString("item_id");
    save(worker, attempt, first, right(), 0);
    server.sql(
        "update attempt set ends_at = now() - interval '5 seconds' where id = $1", id(attempt));

    var changed = save(worker, attempt, first, new JsonObject().put("choice", "wrong"), 1);
    var late = save(worker, attempt, second, right(), 0);
    var shown = items(worker.get(path(attempt)));
    var sent = submit(worker, attempt);

    assertThat(changed.getBoolean("late")).isTrue();
    assertThat(late.getBoolean("late")).isTrue();
    assertThat(shown.getFirst().getJsonObject("answer").getString("choice")).isEqualTo("wrong");
    assertThat(shown.getFirst().getBoolean("late")).isTrue();
    // By one rule the late right one counts, by the other the right one in time.
    assertThat(sent.getJsonObject("result").getDouble("score")).isEqualTo(0.5);
    var scores =
        server.sql(
            "select score from attempt_item where attempt_id = $1 order by position", id(attempt));
    assertThat(scores.getFirst().getDouble(0)).isEqualTo(rule.equals("count") ? 0.0 : 1.0);
  }

  @Test
  void whoseTimeIsOverHasSentWhatIsThereAndWhoseIsEmptyHasNot() {
    String qualification = exam.published(2);
    var answered = begin(worker, qualification);
    save(worker, answered, items(answered).getFirst().getString("item_id"), right(), 0);
    var other = world.worker();
    var empty = begin(other, qualification);
    server.sql(
        "update attempt set ends_at = now() - interval '2 minutes' where id = any ($1)",
        (Object) new UUID[] {id(answered), id(empty)});

    eventually(() -> worker.get(path(answered)).getString("state").equals("passed"));
    eventually(() -> other.get(path(empty)).getString("state").equals("abandoned"));

    assertThat(worker.get(path(answered)).getJsonObject("result").getInteger("level")).isEqualTo(2);
    assertThat(refusal(() -> submit(worker, answered)).code()).isEqualTo("attempt_state");
    assertThat(reason(other, qualification)).isEqualTo("waiting_time");
  }

  @Test
  void aSectionThatWasLeftIsNotEnteredAgain() {
    String qualification =
        exam.published(
            plan(
                section("one", exam.choices(2), 1).put("seconds", 60),
                section("two", exam.choices(2), 1).put("seconds", 120)));
    var attempt = begin(worker, qualification);
    String first = items(attempt).getFirst().getString("item_id");
    String second =
        server
            .sql(
                "select item_id from attempt_item where attempt_id = $1 and section = 1",
                id(attempt))
            .getFirst()
            .getUUID(0)
            .toString();
    String hidden = new ItemId(UUID.fromString(second)).toString();

    assertThat(Duration.between(at(attempt, "started_at"), at(attempt, "ends_at")).toSeconds())
        .as("the whole is what the sections come to")
        .isEqualTo(180);
    assertThat(refusal(() -> save(worker, attempt, hidden, right(), 0)).status())
        .as("what was not shown yet is not there")
        .isEqualTo(404);
    var moved = move(worker, attempt, "next_section", 0);
    var left = refusal(() -> save(worker, attempt, first, right(), 0));
    assertThat(left.status()).isEqualTo(409);
    assertThat(left.code()).isEqualTo("section_left");
    assertThat(items(moved)).hasSize(1);
    assertThat(moved.getJsonArray("sections").getJsonObject(0).getBoolean("left")).isTrue();
    save(worker, attempt, hidden, right(), 0);
    var last = move(worker, attempt, "next_section", 1);
    assertThat(last.containsKey("section")).isFalse();
    assertThat(last.getJsonArray("items")).isEmpty();
    assertThat(refusal(() -> move(worker, attempt, "next_section", 4)).code())
        .isEqualTo("attempt_state");
    assertThat(submit(worker, attempt).getJsonObject("result").getDouble("score")).isEqualTo(0.5);
  }

  private static Instant at(JsonObject attempt, String member) {
    return Instant.parse(attempt.getString(member));
  }

  @Test
  void aPauseStopsTheClockWhereTheTestSaysSo() {
    var attempt =
        begin(
            worker,
            exam.published(plan(section("one", exam.choices(2), 1)).put("clock", "pausable")));
    String item = items(attempt).getFirst().getString("item_id");

    var paused = move(worker, attempt, "pause", 0);
    move(worker, attempt, "pause", 0);
    assertThat(paused.containsKey("paused_at")).isTrue();
    assertThat(paused.getJsonArray("items")).isEmpty();
    assertThat(
            refusal(() -> save(worker, attempt, item, right(), 0)).document().getString("detail"))
        .contains("paused");
    server.sql(
        "update attempt set paused_at = paused_at - interval '1 hour', ends_at = ends_at - interval '1 hour' where id = $1",
        id(attempt));
    var resumed = move(worker, attempt, "resume", 0);

    assertThat(Duration.between(at(attempt, "ends_at"), at(resumed, "ends_at")))
        .isBetween(Duration.ZERO, Duration.ofSeconds(20));
    assertThat(save(worker, attempt, item, right(), 0).getBoolean("late")).isFalse();

    var running = begin(worker, exam.published(1));
    assertThat(move(worker, running, "pause", 0).containsKey("paused_at")).isFalse();
  }

  @Test
  void nobodySeesOrWritesAnothersAttemptAndForgedItemsAreNotThere() {
    String qualification = exam.published(1);
    var attempt = begin(worker, qualification);
    var stranger = world.worker();
    var theirs = begin(stranger, qualification);
    String item = items(attempt).getFirst().getString("item_id");
    String bank = exam.item(Exam.choice("Not in this form"));

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> stranger.get(path(attempt)),
            () -> save(stranger, attempt, item, right(), 0),
            () -> submit(stranger, attempt),
            () -> move(stranger, attempt, "abandon", 0),
            () -> save(worker, attempt, bank, right(), 0),
            () ->
                stranger.send(
                    "PUT",
                    path(attempt) + "/feedback-rating",
                    new JsonObject().put("useful", 1)))) {
      assertThat(refusal(call).status()).isEqualTo(404);
    }
    assertThat(refusal(() -> author.get(path(attempt))).status()).isEqualTo(403);
    assertThat(stranger.get("/v1/attempts").getJsonArray("data").encode())
        .contains(theirs.getString("id"))
        .doesNotContain(attempt.getString("id"));
    assertThat(worker.get(path(attempt)).getString("state")).isEqualTo("open");
  }

  @Test
  void anAnswerOfAnotherFormIsRefusedAndNothingIsKept() {
    var attempt = begin(worker, exam.published(1));
    String item = items(attempt).getFirst().getString("item_id");

    var unknown =
        refusal(() -> save(worker, attempt, item, new JsonObject().put("choice", "none_of_it"), 0));
    var other = refusal(() -> save(worker, attempt, item, new JsonObject().put("text", "x"), 0));
    var huge =
        refusal(
            () -> save(worker, attempt, item, new JsonObject().put("text", "x".repeat(60_001)), 0));

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(other.status()).isEqualTo(422);
    assertThat(huge.status()).isEqualTo(422);
    assertThat(items(worker.get(path(attempt))).getFirst().getInteger("revision")).isZero();
  }

  @Test
  void whyATestCannotBeBegunIsSaid() {
    String first = exam.published(1);
    String second =
        exam.published(
            plan(section("one", exam.choices(2), 1))
                .put(
                    "prerequisites",
                    new JsonArray()
                        .add(new JsonObject().put("qualification_id", first).put("level", 2))));
    var spender = new Exam(server.url(), world.requester());
    String poor =
        spender.published(plan(section("one", spender.choices(1), 1)).put("pay", money("1000.01")));
    String untested = exam.qualification(new JsonObject());

    assertThat(reason(second)).isEqualTo("prerequisites");
    assertThat(
            worker
                .get("/v1/qualifications/" + second)
                .getJsonObject("test")
                .getJsonArray("lacking")
                .getJsonObject(0)
                .getString("qualification_id"))
        .isEqualTo(first);
    assertThat(reason(poor)).isEqualTo("not_funded");
    assertThat(reason(untested)).isEqualTo("no_test");
    var attempt = begin(worker, first);
    answer(worker, attempt, 1);
    submit(worker, attempt);
    assertThat(begin(worker, second).getString("state")).isEqualTo("open");
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select $1, w.account_id, 'viewer' from worker w where w.id = $2
        """,
        OrganisationId.parse(exam.organisation()).value(),
        WorkerId.parse(worker.workerId()).value());
    assertThat(reason(exam.published(1))).isEqualTo("own_organisation");
  }

  private String reason(String qualification) {
    return reason(worker, qualification);
  }

  private static String reason(Person who, String qualification) {
    var problem = refusal(() -> begin(who, qualification));
    assertThat(problem.code()).isEqualTo("attempt_not_possible");
    return problem.document().getJsonObject("current").getString("reason");
  }

  @Test
  void anAttemptIsPaidOnceItIsSentWhateverComesOfIt() {
    var payer = world.requester();
    var paying = new Exam(server.url(), payer);
    String qualification =
        paying.published(plan(section("one", paying.choices(4), 1)).put("pay", money("2.50")));
    var before = wallet(paying);
    var attempt = begin(worker, qualification);

    assertThat(before - wallet(paying)).isEqualTo(2_500_000);
    assertThat(worker.get(path(attempt)).getJsonObject("pay")).isEqualTo(money("2.50"));
    assertThat(earned()).isEqualTo("earned test pending 2500000");
    assertThat(shown(payer, paying, "reserved")).isEqualTo(money("2.50"));
    submit(worker, attempt);
    assertThat(shown(payer, paying, "reserved")).isEqualTo(money("0.00"));
    assertThat(shown(payer, paying, "spent")).isEqualTo(money("2.50"));
    assertThat(earned()).isEqualTo("approved test held 2500000");
    var line = worker.get("/v1/me/earnings").getJsonArray("data").getJsonObject(0);
    assertThat(line.getString("attempt_id")).isEqualTo(attempt.getString("id"));
    assertThat(line.getString("qualification_id")).isEqualTo(qualification);
    assertThat(line.containsKey("project_id")).isFalse();

    var other = world.worker();
    var given = begin(other, qualification);
    move(other, given, "abandon", 0);
    move(other, given, "abandon", 0);
    assertThat(before - wallet(paying)).isEqualTo(2_500_000);
    assertThat(other.get("/v1/me/earnings").getJsonArray("data")).isEmpty();
  }

  private static JsonObject shown(Person payer, Exam paying, String column) {
    return payer
        .get("/v1/organisations/" + paying.organisation() + "/wallet")
        .getJsonArray("data")
        .getJsonObject(0)
        .getJsonObject(column);
  }

  private static long wallet(Exam paying) {
    return server
        .sql(
            """
            select credits_posted - debits_posted - debits_pending from ledger_account
            where kind = 'requester_available' and owner_id = $1
            """,
            OrganisationId.parse(paying.organisation()).value())
        .getFirst()
        .getLong(0);
  }

  private String earned() {
    var line = worker.get("/v1/me/earnings").getJsonArray("data").getJsonObject(0);
    var row =
        server
            .sql(
                "select state, amount_micros from earning where worker_id = $1",
                WorkerId.parse(worker.workerId()).value())
            .getFirst();
    return line.getString("column")
        + " "
        + line.getString("basis")
        + " "
        + row.getString(0)
        + " "
        + row.getLong(1);
  }

  @Test
  void anAdaptiveSectionAsksUntilItKnowsEnough() {
    String tag = "adaptive";
    for (int i = 0; i < 30; i++) {
      exam.item(
          Exam.choice("How hard? " + i)
              .put("difficulty", -3 + i * 0.2)
              .put("tags", new JsonArray().add(tag)));
    }
    String qualification =
        exam.published(
            plan(section("one", tag, 1)
                    .put(
                        "adaptive",
                        new JsonObject()
                            .put("target_error", 0.6)
                            .put("min_items", 3)
                            .put("max_items", 12)))
                .put(
                    "passes",
                    new JsonArray().add(new JsonObject().put("level", 1).put("score", 0.6))));
    var attempt = begin(worker, qualification);
    assertThat(items(attempt)).hasSize(1);
    String first = items(attempt).getFirst().getString("item_id");

    var saved = save(worker, attempt, first, right(), 0);
    var repeated = save(worker, attempt, first, right(), 0);
    assertThat(repeated.getJsonObject("next")).isEqualTo(saved.getJsonObject("next"));
    assertThat(
            refusal(() -> save(worker, attempt, first, new JsonObject().put("choice", "wrong"), 1))
                .code())
        .as("an answer is final")
        .isEqualTo("answer_conflict");
    int asked = 1;
    while (saved.containsKey("next")) {
      assertThat(saved.encode()).doesNotContain(Exam.SECRET);
      saved = save(worker, attempt, saved.getJsonObject("next").getString("item_id"), right(), 0);
      asked++;
    }
    var result = submit(worker, attempt).getJsonObject("result");

    assertThat(asked).isBetween(3, 12);
    var ability = result.getJsonObject("ability");
    assertThat(ability.getDouble("mean")).isGreaterThan(1);
    double error = (ability.getDouble("high") - ability.getDouble("low")) / 2 / 1.96;
    assertThat(error <= 0.6 || asked == 12).isTrue();
    assertThat(result.getBoolean("passed")).isTrue();
    assertThat(result.getDouble("score")).isBetween(0.6, 1.0);
  }

  @Test
  void moreTimeIsKnownToTheWorkerAndToOperatorsOnly() {
    var operator = operator();
    String allowance = "/v1/workers/" + worker.workerId() + "/accommodation";
    operator.send(
        "PUT", allowance, new JsonObject().put("time_multiplier", 1.5).put("note", "known-to-two"));
    String qualification =
        exam.published(plan(section("one", exam.choices(2), 1).put("seconds", 100)));

    assertThat(worker.get("/v1/me/accommodation").getDouble("time_multiplier")).isEqualTo(1.5);
    assertThat(
            worker
                .get("/v1/qualifications/" + qualification)
                .getJsonObject("test")
                .getInteger("minutes"))
        .isEqualTo(3);
    var attempt = begin(worker, qualification);
    assertThat(Duration.between(at(attempt, "started_at"), at(attempt, "ends_at")).toSeconds())
        .isEqualTo(150);
    submit(worker, attempt);
    assertThat(
            refusal(() -> author.send("PUT", allowance, new JsonObject().put("time_multiplier", 1)))
                .status())
        .isEqualTo(403);
    assertThat(refusal(() -> author.get("/v1/me/accommodation")).status()).isEqualTo(403);
    for (String path :
        List.of(
            "/v1/qualifications?limit=100",
            "/v1/qualifications/" + qualification,
            "/v1/qualifications/" + qualification + "/grants?limit=100",
            "/v1/qualifications/" + qualification + "/tests")) {
      assertThat(author.get(path).encode())
          .doesNotContain("known-to-two", "multiplier", ":1.5,", ":1.5}");
    }
    assertThat(server.sql("select 1 from event where payload::text like '%known-to-two%'"))
        .isEmpty();
    assertThat(world.worker().get("/v1/me/accommodation").getDouble("time_multiplier"))
        .isEqualTo(1.0);
  }

  private static Person operator() {
    var operator = world.requester();
    server.sql(
        "insert into organisation (id, name, kind) values ($1, 'The platform', 'platform')",
        UUID.fromString("00000000-0000-7000-8000-000000000001"));
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select '00000000-0000-7000-8000-000000000001', id, 'owner' from account where email = $1
        """,
        operator.email());
    return world.again(operator);
  }

  @Test
  void aNewGrantNeverLowersOrShortensWhatIsHeld() {
    String qualification = exam.qualification(new JsonObject().put("valid_days", 10));
    exam.publish(qualification, plan(section("one", exam.choices(8), 2)).put("retry_hours", 0));
    String grant = "/v1/qualifications/" + qualification + "/grants/" + worker.workerId();
    author.send("PUT", grant, new JsonObject().put("level", 3));

    var half = begin(worker, qualification);
    answer(worker, half, 1);
    submit(worker, half);
    assertThat(held(qualification)).isEqualTo("3 null");
    var whole = begin(worker, qualification);
    answer(worker, whole, 2);
    submit(worker, whole);

    assertThat(held(qualification)).isEqualTo("4 null");
  }

  private String held(String qualification) {
    var held = worker.get("/v1/qualifications/" + qualification).getJsonObject("held");
    return held.getInteger("level") + " " + held.getString("expires_at");
  }

  @Test
  void whoIsBothSaysWhichViewIsMeant() {
    String qualification = exam.published(1);
    var both = world.worker();
    assertThat(both.get("/v1/qualifications?limit=100").encode())
        .contains(qualification, "offered_by");
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select $1, id, 'viewer' from account where email = $2
        """,
        OrganisationId.parse(exam.organisation()).value(),
        both.email());
    var again = world.again(both);

    assertThat(again.get("/v1/qualifications?limit=100").encode())
        .contains(qualification, "holders")
        .doesNotContain("offered_by");
    assertThat(again.get("/v1/qualifications?limit=100&view=worker").encode())
        .contains(qualification, "offered_by")
        .doesNotContain("holders");
    assertThat(again.get("/v1/qualifications/" + qualification).containsKey("holders")).isTrue();
  }

  @Test
  void whatIsNotListedIsFoundByWhoHoldsIt() {
    String qualification = exam.qualification(new JsonObject().put("listed", false));
    exam.publish(qualification, plan(section("one", exam.choices(2), 1)));

    assertThat(worker.get("/v1/qualifications?limit=100").encode()).doesNotContain(qualification);
    author.send(
        "PUT",
        "/v1/qualifications/" + qualification + "/grants/" + worker.workerId(),
        new JsonObject().put("level", 1));
    assertThat(worker.get("/v1/qualifications?limit=100").encode()).contains(qualification);
  }

  @Test
  void anItemWhoseCapIsReachedIsShownToNobodyElse() {
    String tag = "capped";
    for (int i = 0; i < 2; i++) {
      exam.item(
          Exam.choice("Rare " + i).put("exposure_cap", 1).put("tags", new JsonArray().add(tag)));
    }
    String qualification = exam.published(plan(section("one", tag, 1)));

    var first = begin(worker, qualification);
    var second = begin(world.worker(), qualification);

    assertThat(items(first).getFirst().getString("item_id"))
        .isNotEqualTo(items(second).getFirst().getString("item_id"));
    assertThat(reason(world.worker(), qualification)).isEqualTo("no_test");
  }

  @Test
  void theSameAttemptIsTheSameOnEveryNodeAndInEveryOrder() {
    String qualification = exam.published(6);
    var attempt = begin(worker, qualification);
    try (var node = server.anotherNode()) {
      var there = new World(node.localUrl()).again(worker);
      assertThat(there.get(path(attempt)).getJsonArray("items"))
          .isEqualTo(attempt.getJsonArray("items"));
      save(there, attempt, items(attempt).getFirst().getString("item_id"), right(), 0);
      assertThat(items(worker.get(path(attempt))).getFirst().getInteger("revision")).isEqualTo(1);
    }
    var orders = new HashSet<String>();
    for (JsonObject item : items(attempt)) {
      orders.add(
          item.getJsonObject("body").getJsonArray("options").getJsonObject(0).getString("id"));
    }
    var more = begin(world.worker(), qualification);
    for (JsonObject item : items(more)) {
      orders.add(
          item.getJsonObject("body").getJsonArray("options").getJsonObject(0).getString("id"));
    }
    assertThat(orders).as("options stand in different orders").hasSizeGreaterThan(1);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }
}
