package dev.guildhall.attempt;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.attempt.Attempts.Foreseen;
import dev.guildhall.attempt.Attempts.ItemChange;
import dev.guildhall.exam.ExamModule;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemModule;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.SchemaCheck;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.qualification.QualificationModule;
import dev.guildhall.scenario.Exam;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.simulation.Person;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those do to attempts who grade them and put them right. */
class AttemptsIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static Platform platform;
  private static Attempts attempts;
  private static DecisionWorkflow decisions;
  private static World world;
  private static Exam exam;
  private Person worker;

  @BeforeAll
  static void wire() {
    platform = server.server().platform();
    world = new World(server.url());
    exam = new Exam(server.url(), world.requester());
    var item =
        new ItemModule(
            platform,
            null,
            null,
            new SchemaCheck(Contract.load().schema("ItemDraft")),
            AttemptModule.uses(),
            AttemptModule.imageReaders());
    var qualifications = new QualificationModule(platform, null).qualifications();
    var tests = new ExamModule(platform, qualifications, item.bank()).tests();
    var repository = new AttemptRepository();
    decisions =
        new DecisionWorkflow(
            repository, tests, item.bank(), item.marker(), qualifications, platform.events());
    attempts =
        new Attempts(
            new AttemptsWorkflow(repository, tests, decisions),
            new ForesightWorkflow(repository, tests, item.bank(), decisions));
  }

  @BeforeEach
  void aNewWorker() {
    worker = world.worker();
  }

  @Test
  void anEssayWaitsForPeopleAndTheirGradesDecide() {
    String qualification = withEssay();
    var sent = sent(qualification, "A clear text.");
    var id = AttemptId.parse(sent.getString("id"));

    assertThat(sent.getString("state")).isEqualTo("in_grading");
    assertThat(sent.containsKey("result")).isFalse();
    var open = await(attempts.openAnswers(platform.database().client(), id));
    assertThat(open)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.text()).isEqualTo("A clear text.");
              assertThat(one.counts()).isTrue();
            });
    var essay = open.getFirst().itemId();

    run(tx -> attempts.adjudicated(tx, id));
    assertThat(state(sent)).isEqualTo("adjudicated");
    run(tx -> attempts.graded(tx, id, Map.of(essay, 0.75)));
    run(tx -> attempts.graded(tx, id, Map.of(essay, 0.75)));

    var result = worker.get("/v1/attempts/" + id).getJsonObject("result");
    assertThat(result.getDouble("score")).isEqualTo((1 + 0.75) / 2);
    assertThat(result.getInteger("version")).isEqualTo(1);
    assertThat(held(qualification)).isEqualTo(2);
  }

  @Test
  void anEssayThatWasNotWrittenWaitsForNobody() {
    var sent = sent(withEssay(), "  ");

    assertThat(sent.getString("state")).isEqualTo("passed");
    assertThat(sent.getJsonObject("result").getDouble("score")).isEqualTo(0.5);
    assertThat(
            await(
                attempts.openAnswers(
                    platform.database().client(), AttemptId.parse(sent.getString("id")))))
        .isEmpty();
  }

  @Test
  void aKeyThatIsPutRightMakesAPassOfAFailAndIsSaid() {
    String qualification = choices();
    var sent = answered(qualification, "wrong");
    var id = AttemptId.parse(sent.getString("id"));
    assertThat(sent.getString("state")).isEqualTo("failed");
    var item = ItemId.parse(Exam.items(begun).getFirst().getString("item_id"));
    correct(item, "wrong");

    assertThat(await(attempts.touched(platform.database().client(), item, 1))).containsExactly(id);
    var redecided = redecide(id);

    assertThat(redecided)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.passedBefore()).isFalse();
              assertThat(one.level()).isEqualTo(4);
            });
    var result = worker.get("/v1/attempts/" + id).getJsonObject("result");
    assertThat(result.getBoolean("passed")).isTrue();
    assertThat(result.getInteger("version")).isEqualTo(2);
    assertThat(result.getString("changed")).isEqualTo("The key was wrong.");
    assertThat(held(qualification)).isEqualTo(4);
    redecide(id);
    assertThat(server.sql("select 1 from attempt_decision where attempt_id = $1", id.value()))
        .as("nothing changed the second time")
        .hasSize(2);
  }

  @Test
  void whatWasGrantedIsNeverTakenBack() {
    String qualification = choices();
    var sent = answered(qualification, "right");
    var id = AttemptId.parse(sent.getString("id"));
    correct(ItemId.parse(Exam.items(begun).getFirst().getString("item_id")), "wrong");

    var redecided = redecide(id);

    assertThat(redecided.getFirst().score()).isZero();
    assertThat(redecided.getFirst().level()).isEqualTo(4);
    assertThat(state(sent)).isEqualTo("passed");
    assertThat(held(qualification)).isEqualTo(4);
  }

  @Test
  void whatIsTakenOutCountsForNobody() {
    String qualification = withEssay();
    var sent = sent(qualification, "A text that nobody can judge.");
    var id = AttemptId.parse(sent.getString("id"));
    var essay = await(attempts.openAnswers(platform.database().client(), id)).getFirst().itemId();

    run(tx -> attempts.takeOut(tx, essay, 1));
    redecide(id);

    var result = worker.get("/v1/attempts/" + id).getJsonObject("result");
    assertThat(result.getDouble("score")).isEqualTo(1.0);
    assertThat(result.getInteger("level")).isEqualTo(4);
  }

  @Test
  void whatIsForeseenComesAboutAndNothingBefore() {
    String qualification = withEssay();
    var waiting = sent(qualification, "A text that nobody has graded.");
    var id = AttemptId.parse(waiting.getString("id"));
    var essay = await(attempts.openAnswers(platform.database().client(), id)).getFirst().itemId();
    var change = new ItemChange.TakenOut(essay, 1);
    var open = Exam.begin(world.worker(), qualification);

    var foreseen = await(attempts.foresee(platform.database().client(), change));

    assertThat(state(waiting)).isEqualTo("in_grading");
    assertThat(foreseen).as("of what was sent").hasSize(1);
    assertThat(foreseen.getFirst().shown()).isEqualTo(4);
    assertThat(foreseen.getFirst().changes()).isTrue();
    run(tx -> attempts.takeOut(tx, essay, 1));
    assertThat(redecide(id)).isEqualTo(foreseen.stream().map(Foreseen::redecided).toList());
    assertThat(state(waiting)).isEqualTo("passed");
    var choice =
        Exam.items(begun).stream()
            .filter(item -> item.getString("kind").equals("single_choice"))
            .map(item -> ItemId.parse(item.getString("item_id")))
            .findFirst()
            .orElseThrow();
    var nothing =
        await(attempts.foresee(platform.database().client(), new ItemChange.TakenOut(choice, 1)));
    assertThat(nothing.getFirst().changes()).as("of which nothing would count").isFalse();
    run(tx -> attempts.takeOut(tx, choice, 1));
    assertThat(redecide(id)).isEqualTo(nothing.stream().map(Foreseen::redecided).toList());
    assertThat(open.getString("state")).isEqualTo("open");
  }

  @Test
  void anItemIsTakenOutOfOneAttemptOnly() {
    String qualification = choices();
    var first = answered(qualification, "wrong");
    var one = AttemptId.parse(first.getString("id"));
    var item = ItemId.parse(Exam.items(begun).getFirst().getString("item_id"));
    worker = world.worker();
    answered(qualification, "wrong");

    run(tx -> attempts.takeOut(tx, one, item));

    assertThat(
            server.sql(
                "select counts from attempt_item where item_id = $1 order by counts", item.value()))
        .extracting(row -> row.getBoolean(0))
        .containsExactly(false, true);
  }

  @Test
  void aKeyThatIsPutRightWhileAnAttemptIsMarkedHoldsForItToo() {
    var sent = answered(choices(), "wrong");
    var id = AttemptId.parse(sent.getString("id"));
    // As if it had not been marked yet.
    server.sql(
        "update attempt set state = 'submitted', decided_at = null where id = $1", id.value());
    var repository = new AttemptRepository();
    var attempt = await(repository.find(platform.database().client(), id)).orElseThrow();
    var marks =
        await(Workflows.start(() -> decisions.marks(platform.database().client(), attempt)));
    correct(ItemId.parse(Exam.items(begun).getFirst().getString("item_id")), "wrong");

    run(
        tx ->
            Workflows.start(
                () -> {
                  decisions.marked(tx, attempt, marks);
                  return null;
                }));

    assertThat(worker.get("/v1/attempts/" + id).getJsonObject("result").getDouble("score"))
        .isEqualTo(1);
  }

  private JsonObject begun;

  private JsonObject answered(String qualification, String choice) {
    begun = Exam.begin(worker, qualification);
    for (JsonObject item : Exam.items(begun)) {
      Exam.save(
          worker, begun, item.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    return submit();
  }

  /** The choice is answered rightly, the essay with {@code text}. */
  private JsonObject sent(String qualification, String text) {
    begun = Exam.begin(worker, qualification);
    for (JsonObject item : Exam.items(begun)) {
      var answer =
          item.getString("kind").equals("essay")
              ? new JsonObject().put("text", text)
              : Exam.right();
      Exam.save(worker, begun, item.getString("item_id"), answer, 0);
    }
    return submit();
  }

  private JsonObject submit() {
    return worker.send(
        "POST",
        "/v1/attempts/" + begun.getString("id") + "/submission",
        new JsonObject().put("submission_id", UUID.randomUUID().toString()));
  }

  private static String choices() {
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, Exam.plan(Exam.section("one", exam.choices(1), 1)));
    return qualification;
  }

  /** Of one choice and one essay. */
  private static String withEssay() {
    String tag = exam.choices(1);
    exam.item(Exam.essay("Write it clearly. " + tag).put("tags", new JsonArray().add(tag)));
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, Exam.plan(Exam.section("one", tag, 2)));
    return qualification;
  }

  private static void correct(ItemId item, String right) {
    server.sql(
        """
        insert into item_key (item_id, version, revision, key, author_id)
        select item_id, version, 2, jsonb_set(key, '{correct}', jsonb_build_array($2::text)), author_id
        from item_key where item_id = $1 and revision = 1
        """,
        item.value(),
        right);
  }

  private static List<Attempts.Redecided> redecide(AttemptId id) {
    return await(
        platform
            .database()
            .inTransaction(
                tx -> attempts.redecide(tx, List.of(id), new UUID(0, 7), "The key was wrong.")));
  }

  private static void run(Function<SqlConnection, Future<?>> work) {
    await(platform.database().inTransaction(tx -> work.apply(tx).mapEmpty()));
  }

  private String state(JsonObject attempt) {
    return worker.get("/v1/attempts/" + attempt.getString("id")).getString("state");
  }

  private int held(String qualification) {
    return worker
        .get("/v1/qualifications/" + qualification)
        .getJsonObject("held")
        .getInteger("level");
  }
}
