package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.correction.AttemptAppealId;
import dev.guildhall.push.PushConfig;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker challenges a key, or appeals a grade. */
class AttemptAppealIT {

  @RegisterExtension
  static final TestServer server =
      new TestServer(configuration -> configuration.withPush(new PushConfig("127.0.0.1")));

  private static final String TEXT = "The second sentence names the moon; please read it again.";
  private static final String ANSWER = "You are right; I overlooked the second sentence.";

  private static World world;
  private static Person author;
  private static Person judge;
  private static Exam exam;
  private Person writer;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
    exam = new Exam(server.url(), author);
    judge = world.requester();
    member(judge);
  }

  private static void member(Person who) {
    server.sql(
        "insert into membership (organisation_id, account_id, role) values ($1, $2, 'reviewer')",
        OrganisationId.parse(author.organisationId("requester")).value(),
        AccountId.parse(who.me().getString("id")).value());
  }

  @BeforeEach
  void aNewWriter() {
    writer = world.worker();
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }

  private static JsonObject appeal(String item, String against) {
    return new JsonObject()
        .put("appeal_id", UUID.randomUUID().toString())
        .put("against", against)
        .put("item_id", item)
        .put("text", TEXT);
  }

  private static JsonObject file(Person worker, JsonObject attempt, JsonObject appeal) {
    return worker.send("POST", Exam.path(attempt) + "/appeals", appeal);
  }

  private static JsonObject ruling(String decision) {
    return new JsonObject().put("decision", decision).put("text", ANSWER);
  }

  private static JsonObject grades(int grade) {
    return new JsonObject()
        .put(
            "clear",
            new JsonObject().put("grade", grade).put("reason", "The moon is named in full."));
  }

  private static JsonObject decide(Person who, JsonObject appeal, JsonObject ruling) {
    return who.send("PUT", "/v1/attempt-appeals/" + appeal.getString("id") + "/decision", ruling);
  }

  private JsonObject now(JsonObject attempt) {
    return writer.get(Exam.path(attempt));
  }

  private static JsonObject firstItem(JsonObject decided) {
    return decided.getJsonObject("result").getJsonArray("items").getJsonObject(0);
  }

  /** What of the open appeals somebody may decide is this one. */
  private static List<JsonObject> listed(Person who, JsonObject appeal) {
    return who.get("/v1/attempt-appeals?limit=100").getJsonArray("data").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals(appeal.getString("id")))
        .toList();
  }

  private static void outOfTime(JsonObject appeal) {
    server.sql(
        "update attempt_appeal set due_at = clock_timestamp() - interval '1 second' where id = $1",
        AttemptAppealId.parse(appeal.getString("id")).value());
  }

  private static long decisions(JsonObject attempt) {
    return server
        .sql("select count(*) from attempt_decision where attempt_id = $1", Exam.id(attempt))
        .getFirst()
        .getLong(0);
  }

  /** An essay that two have failed. */
  private record Failed(Graded essay, Person one, JsonObject attempt) {}

  private Failed failed() {
    var essay = new Graded(server.url(), author, new JsonObject());
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var sent = essay.written(writer, "The sea is pulled. The moon does it.");
    Graded.send(one, essay.claimed(one), 1);
    Graded.send(other, essay.claimed(other), 1);
    assertThat(now(sent).getString("state")).isEqualTo("failed");
    return new Failed(essay, one, sent);
  }

  @Test
  void aGradeThatIsOverturnedDecidesTheAttemptAnewAndIsTold() throws Exception {
    try (var phone = new PushDevice()) {
      phone.listenFor(writer);
      var of = failed();
      assertThat(phone.next().getString("title")).isEqualTo("Your result is here");
      var before = now(of.attempt());
      assertThat(firstItem(before).getJsonArray("may_appeal")).containsExactly("grade");
      assertThat(before.getJsonObject("result").getInstant("appeal_until"))
          .isBetween(
              Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(8)));

      var request = appeal(of.essay().essay(), "grade");
      var filed = file(writer, of.attempt(), request);

      assertThat(filed.getString("state")).isEqualTo("open");
      assertThat(filed.getInstant("due_at"))
          .isBetween(
              Instant.now().plus(Duration.ofHours(71)), Instant.now().plus(Duration.ofHours(73)));
      assertThat(file(writer, of.attempt(), request)).as("the same again").isEqualTo(filed);
      assertThat(now(of.attempt()).getJsonArray("appeals")).containsExactly(filed);
      assertThat(firstItem(now(of.attempt())).containsKey("may_appeal")).isFalse();

      var shown = listed(judge, filed).getFirst();
      assertThat(shown.getJsonArray("gradings")).hasSize(2);
      assertThat(shown.getString("text")).isEqualTo(TEXT);
      assertThat(shown.getJsonObject("answer").getString("text")).startsWith("The sea");
      assertThat(shown.encode())
          .as("blind to who appeals and to who graded")
          .doesNotContain(writer.workerId(), writer.email(), of.attempt().getString("id"))
          .doesNotContain(of.one().workerId(), of.one().me().getString("id"));

      var ruling = ruling("overturned").put("grades", grades(4));
      var decided = decide(judge, filed, ruling);
      assertThat(decided.getString("state")).isEqualTo("overturned");
      assertThat(decide(judge, filed, ruling)).as("the same again").isEqualTo(decided);
      assertThat(refusal(() -> decide(judge, filed, ruling("upheld"))).code())
          .isEqualTo("appeal_decided");

      var after = now(of.attempt());
      assertThat(after.getString("state")).isEqualTo("passed");
      assertThat(after.getJsonObject("result").getInteger("level")).isEqualTo(4);
      assertThat(after.getJsonObject("result").getString("changed")).isEqualTo(ANSWER);
      var line = firstItem(after).getJsonArray("lines").getJsonObject(0);
      assertThat(line.getDouble("grade")).isEqualTo(4);
      assertThat(line.getJsonArray("reasons").getJsonObject(0).getString("text"))
          .as("the judge's reason in place of the graders'")
          .isEqualTo("The moon is named in full.");
      assertThat(line.getJsonArray("reasons")).hasSize(1);
      var told = after.getJsonArray("appeals").getJsonObject(0);
      assertThat(told.getString("state")).isEqualTo("overturned");
      assertThat(told.getString("decision_text")).isEqualTo(ANSWER);
      assertThat(decisions(of.attempt())).isEqualTo(2);
      assertThat(listed(judge, filed)).isEmpty();

      assertThat(phone.next().getString("title")).isEqualTo("Your appeal is answered");
      assertThat(phone.hearsNothing()).as("not of the new decision once more").isTrue();
    }
  }

  @Test
  void aGradeThatIsUpheldStaysAndIsNotAppealedAgain() {
    var of = failed();
    var filed = file(writer, of.attempt(), appeal(of.essay().essay(), "grade"));

    decide(judge, filed, ruling("upheld"));

    var after = now(of.attempt());
    assertThat(after.getString("state")).isEqualTo("failed");
    assertThat(after.getJsonArray("appeals").getJsonObject(0).getString("state"))
        .isEqualTo("upheld");
    assertThat(firstItem(after).containsKey("may_appeal")).isFalse();
    assertThat(
            refusal(() -> file(writer, of.attempt(), appeal(of.essay().essay(), "grade"))).code())
        .isEqualTo("appeal_not_possible");
    assertThat(decisions(of.attempt())).isEqualTo(1);
  }

  @Test
  void aGradeIsOverturnedByBetterGradesOfEveryLineOnly() {
    var of = failed();
    var filed = file(writer, of.attempt(), appeal(of.essay().essay(), "grade"));

    assertThat(errors(filed, ruling("overturned"))).containsExactly("/grades required");
    assertThat(errors(filed, ruling("overturned").put("grades", new JsonObject())))
        .containsExactly("/grades/clear required");
    assertThat(errors(filed, ruling("overturned").put("grades", grades(5))))
        .containsExactly("/grades/clear/grade range");
    assertThat(
            errors(
                filed,
                ruling("overturned")
                    .put("grades", grades(4).put("kind", new JsonObject().put("grade", 1)))))
        .containsExactly("/grades/kind unknown");
    assertThat(errors(filed, ruling("overturned").put("grades", grades(1))))
        .containsExactly("/grades not_better");
    assertThat(errors(filed, ruling("upheld").put("grades", grades(4))))
        .containsExactly("/grades not_possible");
    assertThat(now(of.attempt()).getString("state")).isEqualTo("failed");
  }

  private static List<String> errors(JsonObject appeal, JsonObject ruling) {
    var refused = refusal(() -> decide(judge, appeal, ruling));
    assertThat(refused.status()).isEqualTo(422);
    return refused.document().getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .map(error -> error.getString("pointer") + " " + error.getString("code"))
        .toList();
  }

  @Test
  void anotherPersonDecides() {
    var of = failed();
    var filed = file(writer, of.attempt(), appeal(of.essay().essay(), "grade"));
    member(of.one());
    member(writer);
    var linked = world.worker();
    member(linked);
    link(linked, writer);

    for (Person who : List.of(of.one(), writer, linked, world.requester())) {
      var may = world.again(who);
      assertThat(listed(may, filed)).isEmpty();
      assertThat(refusal(() -> decide(may, filed, ruling("upheld"))).status()).isEqualTo(404);
    }
    assertThat(listed(judge, filed)).hasSize(1);
    assertThat(listed(author, filed)).as("a grade is none of the author's").hasSize(1);
  }

  private static void link(Person one, Person other) {
    var ids =
        List.of(WorkerId.parse(one.workerId()).value(), WorkerId.parse(other.workerId()).value());
    server.sql(
        """
        insert into linked_workers (worker_id, other_id, reason)
        values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), 'same device')
        """,
        ids.get(0),
        ids.get(1));
  }

  @Test
  void anAppealIsTheWorkersOwnAndOfAnItemOfTheAttempt() {
    var of = failed();
    var mine = appeal(of.essay().essay(), "grade");
    var stranger = world.worker();

    assertThat(refusal(() -> file(stranger, of.attempt(), mine)).status()).isEqualTo(404);
    assertThat(refusal(() -> file(writer, of.attempt(), appeal(of.essay().essay(), "key"))).code())
        .as("people grade all of it")
        .isEqualTo("appeal_not_possible");
    String other = exam.item(Exam.choice("Elsewhere? " + UUID.randomUUID()));
    assertThat(refusal(() -> file(writer, of.attempt(), appeal(other, "key"))).status())
        .isEqualTo(404);
    file(writer, of.attempt(), mine);
    assertThat(
            refusal(() -> file(writer, of.attempt(), mine.copy().put("text", TEXT + " Please.")))
                .code())
        .as("the id is taken by another text")
        .isEqualTo("claim_id_taken");
    assertThat(
            refusal(() -> file(writer, of.attempt(), appeal(of.essay().essay(), "grade"))).code())
        .as("one of each item")
        .isEqualTo("appeal_not_possible");
  }

  @Test
  void whatNobodyAnswersInTimeIsGranted() {
    var of = failed();
    var filed = file(writer, of.attempt(), appeal(of.essay().essay(), "grade"));

    outOfTime(filed);

    eventually(() -> now(of.attempt()).getString("state").equals("passed"));
    var after = now(of.attempt());
    assertThat(after.getJsonObject("result").getInteger("level")).isEqualTo(4);
    var told = after.getJsonArray("appeals").getJsonObject(0);
    assertThat(told.getString("state")).isEqualTo("granted_by_time");
    assertThat(told.getString("decision_text")).contains("Nobody answered");
    assertThat(refusal(() -> decide(judge, filed, ruling("upheld"))).code())
        .isEqualTo("appeal_decided");
  }

  @Test
  void whatIsBeingGradedAnewWaitsForItsGrades() {
    var of = failed();
    var filed = file(writer, of.attempt(), appeal(of.essay().essay(), "grade"));
    Corrected.make(
        author,
        Corrected.reviewer(of.one(), of.essay().qualification()),
        Corrected.preview(author, Corrected.reviewer(of.one(), of.essay().qualification())));

    var refused =
        refusal(() -> decide(judge, filed, ruling("overturned").put("grades", grades(4))));
    assertThat(refused.code()).isEqualTo("grading_state");
    assertThat(listed(judge, filed)).as("nothing was decided").hasSize(1);
    var third = of.essay().reviewer(world.worker());
    Graded.send(third, of.essay().claimed(third), 2);
    decide(judge, filed, ruling("overturned").put("grades", grades(3)));

    assertThat(now(of.attempt()).getJsonObject("result").getDouble("score")).isEqualTo(0.75);
  }

  @Test
  void nothingIsAppealedAfterSevenDays() {
    var of = failed();
    server.sql(
        "update attempt set decided_at = decided_at - interval '7 days 1 minute' where id = $1",
        Exam.id(of.attempt()));

    assertThat(firstItem(now(of.attempt())).containsKey("may_appeal")).isFalse();
    assertThat(now(of.attempt()).getJsonObject("result").containsKey("appeal_until")).isFalse();
    assertThat(
            refusal(() -> file(writer, of.attempt(), appeal(of.essay().essay(), "grade"))).code())
        .isEqualTo("appeal_not_possible");
  }

  /** Two choices, of which the first is answered wrongly. */
  private JsonObject half(String feedback) {
    String tag = exam.choices(2);
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", tag, 2)).put("feedback", feedback));
    var attempt = Exam.begin(writer, qualification);
    var items = Exam.items(attempt);
    for (int i = 0; i < items.size(); i++) {
      var choice = new JsonObject().put("choice", i == 0 ? "wrong" : "right");
      Exam.save(writer, attempt, items.get(i).getString("item_id"), choice, 0);
    }
    assertThat(Exam.submit(writer, attempt).getJsonObject("result").getInteger("level"))
        .isEqualTo(2);
    return attempt;
  }

  private static String item(JsonObject attempt, int position) {
    return Exam.items(attempt).get(position).getString("item_id");
  }

  @Test
  void aKeyThatIsOverturnedTakesTheItemOutForThisWorkerAndAsksTheAuthor() {
    var attempt = half("items");
    var items = now(attempt).getJsonObject("result").getJsonArray("items");
    assertThat(items.getJsonObject(0).getJsonArray("may_appeal")).containsExactly("key");
    assertThat(items.getJsonObject(1).containsKey("may_appeal")).as("it is right").isFalse();

    var filed = file(writer, attempt, appeal(item(attempt, 0), "key"));

    assertThat(listed(author, filed)).as("who wrote the key").isEmpty();
    assertThat(refusal(() -> decide(author, filed, ruling("upheld"))).status()).isEqualTo(404);
    var shown = listed(judge, filed).getFirst();
    assertThat(shown.getJsonObject("key").getJsonArray("correct")).containsExactly("right");
    assertThat(shown.getDouble("score")).isZero();
    decide(judge, filed, ruling("overturned"));

    var result = now(attempt).getJsonObject("result");
    assertThat(result.getDouble("score")).isEqualTo(1);
    assertThat(result.getInteger("level")).isEqualTo(4);
    assertThat(result.getJsonArray("items").getJsonObject(0).getBoolean("counts")).isFalse();
    assertThat(
            server.sql(
                "select body from mail where recipient = $1 and body like $2",
                author.email(),
                "%/office/items/" + item(attempt, 0) + "%"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "lines"})
  void whatMayBeChallengedIsShownByAnyPolicyWithoutWhatIsRight(String feedback) {
    var attempt = half(feedback);

    var items = now(attempt).getJsonObject("result").getJsonArray("items");

    assertThat(items).hasSize(2);
    for (int i = 0; i < 2; i++) {
      var item = items.getJsonObject(i);
      assertThat(item.getString("item_id")).isEqualTo(item(attempt, i));
      assertThat(item.getJsonArray("may_appeal")).containsExactly("key");
      assertThat(item.getJsonObject("answer").getString("choice"))
          .isEqualTo(i == 0 ? "wrong" : "right");
      assertThat(item.getJsonObject("body").getJsonArray("options")).hasSize(3);
      assertThat(item.fieldNames()).doesNotContain("key", "score", "explanation");
    }
  }

  @Test
  void aKeyThatNobodyDefendsInTimeIsTakenOutToo() {
    var attempt = half("items");
    var filed = file(writer, attempt, appeal(item(attempt, 0), "key"));

    outOfTime(filed);

    eventually(() -> now(attempt).getJsonObject("result").getInteger("level") == 4);
    assertThat(now(attempt).getJsonArray("appeals").getJsonObject(0).getString("state"))
        .isEqualTo("granted_by_time");
  }

  @Test
  void whoeverCorrectsTheKeyAnswersThoseWhoChallengedIt() {
    var attempt = half("items");
    var filed = file(writer, attempt, appeal(item(attempt, 0), "key"));

    Corrected.done(author, Corrected.key(item(attempt, 0), "wrong"));

    var after = now(attempt);
    var told = after.getJsonArray("appeals").getJsonObject(0);
    assertThat(told.getString("state")).isEqualTo("overturned");
    assertThat(told.getString("decision_text")).isEqualTo(Corrected.REASON);
    assertThat(after.getJsonObject("result").getInteger("level")).isEqualTo(4);
    assertThat(
            after
                .getJsonObject("result")
                .getJsonArray("items")
                .getJsonObject(0)
                .getBoolean("counts"))
        .as("by the new key it is right")
        .isTrue();
    assertThat(refusal(() -> decide(judge, filed, ruling("upheld"))).code())
        .isEqualTo("appeal_decided");
  }

  @Test
  void anItemThatIsRightIsNotTakenOut() {
    var attempt = half("score");
    var filed = file(writer, attempt, appeal(item(attempt, 1), "key"));

    decide(judge, filed, ruling("overturned"));

    assertThat(now(attempt).getJsonObject("result").getDouble("score")).isEqualTo(0.5);
  }

  @Test
  void whatMayBeAppealedDoesNotTellWhichAnswersAreRight() {
    var attempt = half("score");

    for (int i = 0; i < 2; i++) {
      assertThat(file(writer, attempt, appeal(item(attempt, i), "key")).getString("state"))
          .isEqualTo("open");
    }
  }

  @Test
  void threeKeysAreLookedIntoAtATime() {
    var attempt = Exam.begin(writer, exam.published(5));
    Exam.answer(writer, attempt, 0);
    Exam.submit(writer, attempt);
    var filed = new ArrayList<JsonObject>();
    for (int i = 0; i < 3; i++) {
      filed.add(file(writer, attempt, appeal(item(attempt, i), "key")));
    }
    var fourth = appeal(item(attempt, 3), "key");

    assertThat(refusal(() -> file(writer, attempt, fourth)).code())
        .isEqualTo("too_many_challenges");
    decide(judge, filed.getFirst(), ruling("upheld"));
    assertThat(file(writer, attempt, fourth).getString("state")).isEqualTo("open");
  }

  @Test
  void whoDoesNotAnswerHasNothingToChallenge() {
    String tag = exam.choices(2);
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", tag, 2)));
    var attempt = Exam.begin(writer, qualification);
    Exam.save(writer, attempt, item(attempt, 0), Exam.right(), 0);
    Exam.submit(writer, attempt);

    assertThat(refusal(() -> file(writer, attempt, appeal(item(attempt, 1), "key"))).code())
        .isEqualTo("appeal_not_possible");
  }

  @Test
  void theMostUrgentComesFirstPageByPage() {
    var first = half("items");
    var late = file(writer, first, appeal(item(first, 0), "key"));
    writer = world.worker();
    var second = half("items");
    var soon = file(writer, second, appeal(item(second, 0), "key"));
    server.sql(
        "update attempt_appeal set due_at = clock_timestamp() + interval '1 hour' where id = $1",
        AttemptAppealId.parse(soon.getString("id")).value());

    var page = judge.get("/v1/attempt-appeals?limit=1");
    assertThat(page.getJsonArray("data").getJsonObject(0).getString("id"))
        .isEqualTo(soon.getString("id"));
    var all = new JsonArray();
    String cursor = page.getString("next_cursor");
    while (cursor != null) {
      page = judge.get("/v1/attempt-appeals?limit=1&cursor=" + cursor);
      page.getJsonArray("data").forEach(one -> all.add(((JsonObject) one).getString("id")));
      cursor = page.getString("next_cursor");
    }
    assertThat(all).contains(late.getString("id")).doesNotContain(soon.getString("id"));
  }
}
