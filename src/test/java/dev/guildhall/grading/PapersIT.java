package dev.guildhall.grading;

import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptAppeals;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.AttemptModule;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.exam.ExamModule;
import dev.guildhall.experiment.Lots;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.grading.Reviewers.Measured;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemModule;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.SchemaCheck;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.job.Jobs;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.QualificationModule;
import dev.guildhall.queue.OfferEnd;
import dev.guildhall.queue.Proposal;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.scenario.Graded;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerModule;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those do to gradings who measure reviewers, decide appeals and put grades right. */
class PapersIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final UUID CAUSE = new UUID(7, 7);

  private static World world;
  private static Person author;
  private static Attempts attempts;
  private static Papers papers;
  private static Reviewers reviewers;
  private Graded essay;
  private Person one;
  private Person other;
  private Person third;
  private Person writer;

  @BeforeAll
  static void wire() {
    world = new World(server.url());
    author = world.requester();
    var platform = withoutJobs(server.server().platform());
    var item =
        new ItemModule(
            platform,
            null,
            null,
            new SchemaCheck(Contract.load().schema("ItemDraft")),
            AttemptModule.uses(),
            AttemptModule.imageReaders());
    var qualifications = new QualificationModule(platform, null).qualifications();
    var exam = new ExamModule(platform, qualifications, item.bank());
    var earnings = new WorkerModule(platform, new Ledger(), 7).earnings();
    attempts =
        new AttemptModule(
                platform,
                qualifications,
                null,
                earnings,
                item,
                exam,
                GradingModule.lines(),
                AttemptAppeals.NONE)
            .attempts();
    var grading =
        new GradingModule(
            platform,
            null,
            qualifications,
            item.bank(),
            exam.tests(),
            attempts,
            earnings,
            new Lots(new Secret("the tests'")),
            new Secret("the tests'"));
    papers = grading.papers();
    reviewers = grading.reviewers();
  }

  /** The server's stores for features of our own; its jobs and handlers stay its own. */
  private static Platform withoutJobs(Platform of) {
    return new Platform(
        of.vertx(),
        of.home(),
        of.database(),
        of.redis(),
        of.time(),
        of.nanos(),
        of.ids(),
        new EventLog(),
        of.feed(),
        new Jobs(),
        new JobQueue(of.database(), of.ids()),
        of.mail(),
        of.meters());
  }

  @BeforeEach
  void anEssay() {
    essay = new Graded(server.url(), author, new JsonObject());
    one = essay.reviewer(world.worker());
    other = essay.reviewer(world.worker());
    third = essay.reviewer(world.worker());
    writer = world.worker();
  }

  @Test
  void papersWaitInAPoolOfTheQueueAndThoseThatAreTakenDoNot() {
    var queue = new TaskQueue(server.server().platform());
    essay.written(writer, "The moon pulls the sea.");
    eventually(() -> proposed(queue) instanceof Proposal.Task);

    grade(one, 3);
    eventually(() -> proposed(queue) instanceof Proposal.Task);
    essay.claimed(other);
    eventually(() -> proposed(queue) instanceof Proposal.None);
    assertThat(
            server.sql(
                "select state from paper where qualification_id = $1", qualification().value()))
        .extracting(row -> row.getString(0))
        .containsExactly("open");
  }

  private Proposal proposed(TaskQueue queue) {
    var claim = UUID.randomUUID();
    var stranger = UUID.randomUUID();
    var pool = qualification().value();
    var proposal = await(queue.propose(pool, stranger, claim));
    if (proposal instanceof Proposal.Task task) {
      queue.end(pool, stranger, claim, task.id(), OfferEnd.UNUSED);
    }
    return proposal;
  }

  @Test
  void everyGradeThatCountsIsARowOfItsOwn() {
    var known = essay.known("A tide comes and goes.", 3);
    var sent = essay.written(writer, "The moon pulls the sea.");
    grade(one, 0);
    grade(other, 3);
    grade(third, 1);
    // As if the lot had fallen on it.
    server.sql(
        """
        insert into grading (id, claim_id, paper_id, qualification_id, reviewer_id, role, state, lease_until, grades, sent_at)
        values (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, 'grader', 'sent', now(), '{"clear": {"grade": 4}}', now())
        """,
        PaperId.parse(known.getString("id")).value(),
        qualification().value(),
        account(one).value());

    var given = await(reviewers.given(client(), qualification()));

    assertThat(given).hasSize(4);
    assertThat(given.stream().filter(row -> row.known() == null))
        .extracting(GivenGrade::grade)
        .containsExactly(0, 3, 1);
    assertThat(given.stream().filter(GivenGrade::adjudicator))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.reviewer()).isEqualTo(account(third));
              assertThat(row.attemptId()).isEqualTo(id(sent));
              assertThat(row.workerId().toString()).isEqualTo(writer.workerId());
              assertThat(row.seconds()).isEqualTo(90);
            });
    assertThat(given.getLast())
        .satisfies(
            row -> {
              assertThat(row.known()).isEqualTo(3);
              assertThat(row.workerId()).isNull();
            });
    assertThat(await(reviewers.givenSince(client(), qualification(), given.getLast().at())))
        .containsExactly(given.getLast());
    assertThat(given).extracting(GivenGrade::max).containsOnly(4);
    assertThat(
            await(
                reviewers.given(client(), qualification(), List.of(given.getFirst().gradingId()))))
        .containsExactly(given.getFirst());
    assertThat(await(reviewers.countGiven(client(), qualification()))).isEqualTo(4);
  }

  @Test
  void whatIsEstimatedIsKeptAndRememberedAndAnAlarmPausesOnce() {
    essay.written(writer, "The moon pulls the sea.");
    grade(one, 2);
    var measures = new Measures(0.7, 0.5, 0.9, 0.4, 0.1, 0.25, 1.1, 1.2);
    var drift = new JsonObject().put("severe", 1.5);
    var reviewerId = account(one);

    run(
        tx ->
            reviewers.measured(
                tx, qualification(), List.of(new Measured(reviewerId, measures, Map.of(4, 0.5)))));
    assertThat(drift(reviewerId)).isEmpty();
    run(tx -> reviewers.keepDrift(tx, qualification(), reviewerId, drift));
    run(
        tx ->
            reviewers.pause(
                tx, qualification(), reviewerId, PauseCause.SEVERE, "Far too strict.", null));
    run(
        tx ->
            reviewers.pause(
                tx, qualification(), reviewerId, PauseCause.LENIENT, "Or lenient.", null));

    var reviewer = await(reviewers.find(client(), account(one), qualification())).orElseThrow();
    assertThat(reviewer.measures()).isEqualTo(measures);
    assertThat(reviewer.drift()).isEqualTo(drift);
    assertThat(drift(reviewerId)).contains(drift);
    assertThat(reviewer.pause().cause()).isEqualTo(PauseCause.SEVERE);
    assertThat(reviewer.graded()).isEqualTo(1);
    assertThat(await(reviewers.history(client(), account(one), qualification(), 10)))
        .singleElement()
        .satisfies(past -> assertThat(past.kappa()).isEqualTo(0.7));
    assertThat(await(reviewers.qualifications(client()))).contains(qualification());
    assertThat(await(reviewers.of(client(), account(one)))).containsExactly(reviewer);
    var shown =
        author
            .get("/v1/qualifications/" + essay.qualification() + "/reviewers")
            .getJsonArray("data")
            .getJsonObject(0);
    assertThat(shown.getJsonObject("severity").getDouble("low")).isBetween(0.2, 0.21);
    run(tx -> reviewers.resume(tx, qualification(), reviewerId, null));
    var resumed = await(reviewers.find(client(), account(one), qualification())).orElseThrow();
    assertThat(resumed.pause()).isNull();
    assertThat(resumed.drift()).isNull();
  }

  @Test
  void whereAReviewerIsSetAsideSomebodyElseGradesAndTheAttemptIsDecidedAnew() {
    var sent = essay.written(writer, "The moon pulls the sea.");
    grade(one, 1);
    grade(other, 1);
    assertThat(state(sent)).isEqualTo("failed");
    var look = await(papers.wouldSetAside(client(), account(one), qualification(), null));

    var done = setAside(one);
    papers.tell(qualification());

    assertThat(done).isEqualTo(look);
    assertThat(done.gradings()).isEqualTo(1);
    assertThat(done.regrading()).isEqualTo(1);
    assertThat(done.attempts()).containsExactly(id(sent));
    assertThat(state(sent)).as("until somebody else has graded").isEqualTo("failed");
    assertThat(essay.claim(one, UUID.randomUUID())).as("not by the same person").isEmpty();
    assertThat(await(papers.counting(client(), id(sent), item(sent))))
        .extracting(Papers.Counting::reviewer)
        .containsExactly(account(other));
    grade(third, 2);
    var result = attempt(sent);
    assertThat(result.getString("state")).isEqualTo("failed");
    assertThat(result.getJsonObject("result").getDouble("score")).isEqualTo(1.5 / 4);
    assertThat(result.getJsonObject("result").getInteger("version")).isEqualTo(2);
    Papers.SetAside again = setAside(one);
    assertThat(again)
        .as("there is nothing left to set aside")
        .isEqualTo(new Papers.SetAside(0, List.of(), 0, List.of()));
  }

  @Test
  void anAdjudicatorWhoIsSetAsideIsReplacedByAnother() {
    var sent = essay.written(writer, "The moon pulls the sea.");
    grade(one, 0);
    grade(other, 3);
    grade(third, 0);
    assertThat(state(sent)).isEqualTo("failed");

    var first = setAside(one);
    assertThat(first.regrading()).as("the third person's grades stand").isZero();
    assertThat(paperState(sent)).isEqualTo("final");
    setAside(third);
    assertThat(paperState(sent)).as("one grader is left").isEqualTo("open");
    var fourth = essay.reviewer(world.worker());
    var fifth = essay.reviewer(world.worker());
    grade(fourth, 1);
    assertThat(paperState(sent)).as("three and one differ").isEqualTo("adjudicating");
    grade(fifth, 4);

    assertThat(attempt(sent).getJsonObject("result").getInteger("level")).isEqualTo(4);
  }

  @Test
  void aGraderWhoIsSetAsideWhileAThirdPersonDecides() {
    var sent = essay.written(writer, "The moon pulls the sea.");
    grade(one, 0);
    grade(other, 3);
    var inHand = essay.claimed(third);
    setAside(one);

    assertThat(paperState(sent)).isEqualTo("adjudicating");
    assertThat(essay.claim(essay.reviewer(world.worker()), UUID.randomUUID()))
        .as("one third person is enough")
        .isEmpty();
    Graded.send(third, inHand, 2);
    assertThat(state(sent)).isEqualTo("passed");

    var again = essay.written(world.worker(), "The wind does it.");
    grade(other, 0);
    grade(third, 3);
    setAside(other);
    assertThat(paperState(again)).as("nobody has it in hand").isEqualTo("open");
    papers.tell(qualification());
    grade(essay.reviewer(world.worker()), 3);
    assertThat(paperState(again)).isEqualTo("final");
  }

  @Test
  void anAppealPutsOtherGradesInTheirPlace() {
    var sent = essay.written(writer, "The moon pulls the sea.");
    grade(one, 1);
    assertThat(overrule(sent, 4)).as("nothing stands yet").isFalse();
    grade(other, 1);

    assertThat(overrule(sent, 4)).isTrue();
    await(
        inTransaction(
            tx -> attempts.redecide(tx, List.of(id(sent)), CAUSE, "Another person looked.")));

    var result = attempt(sent).getJsonObject("result");
    assertThat(result.getBoolean("passed")).isTrue();
    assertThat(result.getDouble("score")).isEqualTo(1.0);
    var done = setAside(one);
    assertThat(done.regrading()).as("the appeal's grades stand").isZero();
    assertThat(paperState(sent)).isEqualTo("final");
    assertThat(await(papers.rubric(client(), id(sent), item(sent))).orElseThrow().lines())
        .hasSize(1);
  }

  @Test
  void whatIsTakenOutWantsNoMoreGradersAndWhoHasItInHandIsPaid() {
    var sent = essay.written(writer, "The moon pulls the sea.");
    var inHand = essay.claimed(one);
    var item = item(sent);

    int waited = await(inTransaction(tx -> papers.takeOut(tx, item, 1)));
    await(
        inTransaction(
            tx ->
                attempts
                    .takeOut(tx, item, 1)
                    .compose(all -> attempts.redecide(tx, all, CAUSE, "The item was not clear."))));

    assertThat(waited).isEqualTo(1);
    assertThat(paperState(sent)).isEqualTo("retired");
    assertThat(essay.claim(other, UUID.randomUUID())).isEmpty();
    assertThat(Graded.send(one, inHand, 3).getString("state")).isEqualTo("sent");
    assertThat(
            server
                .sql(
                    "select state from earning where cause_id = $1",
                    GradingId.parse(inHand.getString("id")).value())
                .getFirst()
                .getString(0))
        .isEqualTo("held");
  }

  private Optional<JsonObject> drift(AccountId reviewer) {
    return await(inTransaction(tx -> reviewers.drift(tx, qualification(), reviewer)));
  }

  private Papers.SetAside setAside(Person who) {
    var reviewer = account(who);
    return await(inTransaction(tx -> papers.setAside(tx, reviewer, qualification(), null, CAUSE)));
  }

  private boolean overrule(JsonObject sent, int grade) {
    var item = item(sent);
    var judge = account(third).value();
    return await(
        inTransaction(
            tx -> papers.overrule(tx, id(sent), item, Map.of("clear", grade), CAUSE, judge)));
  }

  private void grade(Person who, int grade) {
    Graded.send(who, essay.claimed(who), grade);
  }

  private String state(JsonObject sent) {
    return server
        .sql("select state from attempt where id = $1", id(sent).value())
        .getFirst()
        .getString(0);
  }

  private JsonObject attempt(JsonObject sent) {
    return writer.get("/v1/attempts/" + sent.getString("id"));
  }

  private static String paperState(JsonObject sent) {
    return server
        .sql("select state from paper where attempt_id = $1", id(sent).value())
        .getFirst()
        .getString(0);
  }

  private static AttemptId id(JsonObject sent) {
    return AttemptId.parse(sent.getString("id"));
  }

  private static ItemId item(JsonObject sent) {
    return new ItemId(
        server
            .sql("select item_id from paper where attempt_id = $1", id(sent).value())
            .getFirst()
            .getUUID(0));
  }

  private QualificationId qualification() {
    return QualificationId.parse(essay.qualification());
  }

  private static AccountId account(Person who) {
    return AccountId.parse(who.me().getString("id"));
  }

  private static SqlClient client() {
    return server.server().platform().database().client();
  }

  private static <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return server.server().platform().database().inTransaction(work::apply);
  }

  private static void run(Function<SqlConnection, Future<Void>> work) {
    await(inTransaction(work));
  }
}
