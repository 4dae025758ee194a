package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.attempt.AttemptEvents;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.calibration.CalibrationConfig;
import dev.guildhall.exam.TestId;
import dev.guildhall.grading.GradingEvents;
import dev.guildhall.grading.GradingId;
import dev.guildhall.grading.GradingRole;
import dev.guildhall.grading.PaperId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.event.Event;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Items and reviewers are measured, and those are told whom it concerns. */
class CalibrationIT {

  @RegisterExtension
  static final TestServer server =
      new TestServer(configuration -> configuration.withCalibration(new CalibrationConfig(1, 1)));

  private static World world;
  private Person author;
  private Exam exam;

  @BeforeAll
  static void aWorld() {
    world = new World(server.url());
  }

  @BeforeEach
  void anAuthor() {
    author = world.requester();
    exam = new Exam(server.url(), author);
  }

  /**
   * An item of a simulated bank, with the options right, wrong and other.
   *
   * @param slope what it tells of people by the option that its key names; below 0 where the able
   *     choose "wrong"
   */
  private record Simulated(UUID id, double slope, double difficulty, int seconds) {

    private String chosen(double ability, Random random) {
      if (random.nextDouble() < 1 / (1 + Math.exp(-slope * (ability - difficulty)))) {
        return "right";
      }
      return random.nextInt(4) == 0 ? "other" : "wrong";
    }

    private Simulated easier(double logits) {
      return new Simulated(id, slope, difficulty - logits, seconds);
    }
  }

  private Simulated item(String title, String tag, double slope, double difficulty, int seconds) {
    return item(new JsonObject().put("title", title), tag, slope, difficulty, seconds);
  }

  private Simulated item(
      JsonObject more, String tag, double slope, double difficulty, int seconds) {
    String id =
        exam.item(
            Exam.choice("Which? " + UUID.randomUUID())
                .put("tags", new JsonArray().add(tag))
                .mergeIn(more));
    return new Simulated(ItemId.parse(id).value(), slope, difficulty, seconds);
  }

  /** A test and who takes it in the simulation. */
  private static final class Sat {
    private final String qualification;
    private final String test;
    private final Person worker;
    private final Random random;
    private int number;

    Sat(String qualification, String test, Person worker, long seed) {
      this.qualification = qualification;
      this.test = test;
      this.worker = worker;
      this.random = new Random(seed);
    }

    /** So many people of usual ability answer these items. */
    void take(int people, List<Simulated> items) {
      var attempts = new ArrayList<UUID>();
      var scores = new ArrayList<Double>();
      var ofAttempt = new ArrayList<UUID>();
      var ofItem = new ArrayList<UUID>();
      var positions = new ArrayList<Integer>();
      var answers = new ArrayList<String>();
      var seconds = new ArrayList<Integer>();
      for (int p = 0; p < people; p++) {
        double ability = random.nextGaussian();
        var attempt = UUID.randomUUID();
        int right = 0;
        for (int i = 0; i < items.size(); i++) {
          var item = items.get(i);
          String chosen = item.chosen(ability, random);
          right += chosen.equals("right") ? 1 : 0;
          ofAttempt.add(attempt);
          ofItem.add(item.id());
          positions.add(i);
          answers.add(chosen);
          seconds.add(item.seconds() + random.nextInt(10));
        }
        attempts.add(attempt);
        scores.add((double) right / items.size());
      }
      server.sql(
          """
          insert into attempt (
            id, claim_id, qualification_id, test_id, worker_id, number, state, submitted_at, decided_at, score, level, decisions)
          select id, gen_random_uuid(), $1, $2, $3, $4 + n, case when score >= 0.5 then 'passed' else 'failed' end, now(),
                 now(), score, case when score >= 0.5 then 2 end, 1
          from unnest($5::uuid[], $6::float8[]) with ordinality as a (id, score, n)
          """,
          QualificationId.parse(qualification).value(),
          TestId.parse(test).value(),
          WorkerId.parse(worker.workerId()).value(),
          number + 1_000,
          attempts.toArray(UUID[]::new),
          scores.toArray(Double[]::new));
      number += people;
      server.sql(
          """
          insert into attempt_item (attempt_id, item_id, version, section, position, answer, seconds, score, closed)
          select attempt, item, 1, 0, position, jsonb_build_object('choice', chosen), seconds,
                 case when chosen = 'right' then 1 else 0 end, case when chosen = 'right' then 1 else 0 end
          from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::int[])
            as a (attempt, item, position, chosen, seconds)
          """,
          ofAttempt.toArray(UUID[]::new),
          ofItem.toArray(UUID[]::new),
          positions.toArray(Integer[]::new),
          answers.toArray(String[]::new),
          seconds.toArray(Integer[]::new));
      append(
          attempts.stream()
              .map(
                  attempt ->
                      new AttemptEvents.Decided(
                              new AttemptId(attempt),
                              QualificationId.parse(qualification),
                              WorkerId.parse(worker.workerId()),
                              1,
                              true,
                              2,
                              null)
                          .by(null))
              .toList());
    }
  }

  private static void append(List<Event> events) {
    var platform = server.server().platform();
    await(platform.database().inTransaction(tx -> platform.events().append(tx, events)));
  }

  private Sat sat(String tag, int items, long seed) {
    String qualification = exam.qualification(new JsonObject());
    String test =
        exam.publish(
            qualification,
            plan(section("one", tag, items).put("tolerance", 3)).put("seconds", 600));
    return new Sat(qualification, test, world.worker(), seed);
  }

  private JsonObject shown(Simulated item) {
    return author.get("/v1/items/" + new ItemId(item.id()));
  }

  private List<String> flags(Simulated item) {
    return shown(item).getJsonArray("flags").stream().map(String.class::cast).toList();
  }

  private int answers(Simulated item) {
    var statistics = shown(item).getJsonObject("statistics");
    return statistics == null ? 0 : statistics.getInteger("answers");
  }

  private List<String> mails() {
    return server
        .sql(
            "select subject || chr(10) || body from mail where recipient = $1 and body like '%office/items%' order by created_at",
            author.email())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<JsonObject> flagged(Simulated item) {
    return server
        .sql("select payload from event where type = 'item.flagged' and subject_id = $1", item.id())
        .stream()
        .map(row -> row.getJsonObject(0))
        .toList();
  }

  @Test
  void anItemWithAWrongKeyOrThatTakesTooLongIsFlaggedToItsAuthorOnce() {
    String tag = "bad-" + UUID.randomUUID().toString().substring(0, 8);
    var items = new ArrayList<Simulated>();
    for (int i = 0; i < 8; i++) {
      items.add(item("Good " + i, tag, 1.3, (i - 4) * 0.3, 30));
    }
    var wrong = item("The wrong key", tag, -1.6, 0, 30);
    var slow = item("The long one", tag, 1.3, 0, 150);
    items.add(wrong);
    items.add(slow);
    var sat = sat(tag, 10, 7);
    sat.take(300, items);

    eventually(() -> answers(wrong) == 300);
    assertThat(flags(wrong)).contains("negative_discrimination", "key_suspect");
    assertThat(flags(slow)).contains("too_slow");
    assertThat(items.subList(0, 8)).allSatisfy(item -> assertThat(flags(item)).isEmpty());
    var statistics = shown(wrong).getJsonObject("statistics");
    assertThat(statistics.getDouble("discrimination")).isNegative();
    assertThat(statistics.getDouble("discrimination_error")).isBetween(0.05, 0.6);
    assertThat(statistics.getDouble("median_seconds")).isBetween(30.0, 40.0);
    var chosen = statistics.getJsonArray("distractors").getJsonObject(1);
    assertThat(chosen.getString("option")).isEqualTo("wrong");
    assertThat(chosen.getInteger("upper")).isGreaterThan(chosen.getInteger("lower"));
    var good = shown(items.getFirst()).getJsonObject("statistics");
    assertThat(good.getDouble("difficulty"))
        .isCloseTo(-1.2, within(3 * good.getDouble("difficulty_error")));
    assertThat(author.get("/v1/items?flagged=true").getJsonArray("data")).hasSize(2);
    assertThat(mails())
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail)
                    .contains("- The wrong key", "- The long one")
                    .doesNotContain("Good"));

    sat.take(60, items);
    eventually(() -> answers(wrong) == 360);
    assertThat(mails()).as("told once").hasSize(1);
    assertThat(flagged(wrong))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getString("author_id"))
                    .contains(author.me().getString("id").substring(4)));
  }

  @Test
  void whatIsAnsweredOverHttpIsMeasuredToo() {
    String tag = exam.choices(4);
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", tag, 4)));
    var worker = world.worker();
    var attempt = Exam.begin(worker, qualification);
    Exam.answer(worker, attempt, 3);
    Exam.submit(worker, attempt);

    String last = "/v1/items/" + Exam.items(attempt).getLast().getString("item_id");
    eventually(() -> author.get(last).getJsonObject("statistics") != null);
    var statistics = author.get(last).getJsonObject("statistics");
    assertThat(statistics.getInteger("answers")).isEqualTo(1);
    assertThat(statistics.getDouble("proportion_right")).isZero();
    assertThat(statistics.getDouble("median_seconds")).isEqualTo(5);
    assertThat(statistics.containsKey("difficulty")).as("one answer says too little").isFalse();
    assertThat(author.get(last).getJsonArray("flags")).isEmpty();
  }

  @Test
  void aLeakIsToldOfAndWhatItsFreshTwinShowsTooIsNone() {
    String tag = "leak-" + UUID.randomUUID().toString().substring(0, 8);
    var anchors = new ArrayList<Simulated>();
    for (int i = 0; i < 10; i++) {
      anchors.add(item("Anchor " + i, tag, 1.4, (i - 5) * 0.3, 30));
    }
    var exposed = item("The exposed item", tag, 1.3, 0.8, 30);
    var taught = item("What is taught now", tag, 1.3, 0.8, 30);
    var twin = twinOf(exposed, tag);
    var taughtTwin = twinOf(taught, tag);
    server.sql(
        "update item set exposures = 500 where id = any ($1)",
        (Object) new UUID[] {exposed.id(), taught.id()});
    var sat = sat(tag, 8, 11);
    var before = new ArrayList<>(anchors);
    before.addAll(List.of(exposed, taught));
    sat.take(400, before);
    eventually(() -> answers(exposed) == 400);

    var after = new ArrayList<>(anchors);
    after.addAll(List.of(exposed.easier(2.5), twin, taught.easier(2.5), taughtTwin.easier(2.5)));
    sat.take(120, after);

    eventually(() -> flags(exposed).contains("leak_suspect"));
    eventually(() -> answers(exposed) == 520);
    assertThat(flags(exposed)).as("once measured anew").contains("leak_suspect");
    assertThat(flags(twin)).doesNotContain("leak_suspect");
    assertThat(flags(taught)).as("its fresh twin rises too").doesNotContain("leak_suspect");
    assertThat(anchors).allSatisfy(item -> assertThat(flags(item)).isEmpty());
    var leak = shown(exposed).getJsonObject("statistics").getJsonObject("leak");
    assertThat(leak.getDouble("surplus")).isGreaterThan(5);
    assertThat(mails().stream().filter(mail -> mail.contains("- The exposed item"))).hasSize(1);
    assertThat(shown(exposed).getString("state")).as("the author decides").isEqualTo("active");
    var retired =
        exam.raw(
            world.token(author),
            "PATCH",
            "/v1/items/" + new ItemId(exposed.id()),
            new JsonObject().put("state", "retired"),
            Map.of("If-Match", "*"));
    assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);
  }

  private Simulated twinOf(Simulated item, String tag) {
    return item(
        new JsonObject().put("title", "A twin").put("twin_of", new ItemId(item.id()).toString()),
        tag,
        item.slope(),
        item.difficulty(),
        30);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }

  private static JsonObject calibration(Person reviewer) {
    var all = reviewer.get("/v1/me/calibration").getJsonArray("data");
    return all.isEmpty() ? new JsonObject() : all.getJsonObject(0);
  }

  private List<JsonObject> listed(String qualification) {
    return author
        .get("/v1/qualifications/" + qualification + "/reviewers")
        .getJsonArray("data")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void whoGradesTooMildlyIsStoppedIsToldWhyAndNotOnWhichPapers() {
    var essay = new Graded(server.url(), author, new JsonObject().put("validity_permille", 500));
    var mild = essay.reviewer(world.worker());
    var known = new ArrayList<JsonObject>();
    for (int i = 0; i < 8; i++) {
      known.add(essay.known("Waves. " + i, 1));
    }
    for (int i = 0; i < 14; i++) {
      essay.written(world.worker(), "The moon pulls the sea. " + i);
    }
    int sent = 0;
    ApiProblem refused = null;
    while (refused == null) {
      var claim = UUID.randomUUID();
      try {
        var paper = essay.claim(mild, claim);
        if (!paper.isEmpty()) {
          Graded.send(mild, paper, 4);
          sent++;
          // As long as the job may take to look.
          var seen = sent;
          eventually(() -> looked(mild) >= seen || isPaused(mild));
        }
      } catch (ApiProblem problem) {
        refused = problem;
      }
    }

    assertThat(refused.code()).isEqualTo("reviewer_paused");
    assertThat(refused.document().getString("detail"))
        .contains("points higher on average", "Read the anchors");
    int measured = measured(mild);
    assertThat(measured).as("papers with known grades until the alarm").isBetween(1, 4);
    var own = calibration(mild);
    assertThat(own.getJsonObject("pause").getString("cause")).isEqualTo("lenient");
    assertThat(own.getInteger("graded")).isEqualTo(sent);
    assertThat(own.getInteger("validity_papers")).isZero();
    assertThat(own.getJsonArray("papers")).isEmpty();
    assertThat(own.fieldNames())
        .doesNotContain("kappa", "exact", "adjacent", "panel_median_seconds");
    assertThat(own.getJsonArray("meaning").getString(0)).contains("Too few answers");
    assertThat(own.encode()).doesNotContain("kappa\":");
    var seen = listed(essay.qualification()).getFirst();
    assertThat(seen.getInteger("validity_papers")).isEqualTo(measured);
    assertThat(seen.getDouble("exact")).isZero();
    assertThat(seen.getJsonObject("pause").getString("cause")).isEqualTo("lenient");
    assertThat(seen.getDouble("median_seconds")).isEqualTo(90);

    // A week later they are told together, not which they were.
    server.sql(
        "update grading set claimed_at = claimed_at - interval '8 days', sent_at = sent_at - interval '8 days'"
            + " where reviewer_id = $1",
        AccountId.parse(mild.me().getString("id")).value());
    var later = calibration(mild);
    assertThat(later.getInteger("validity_papers")).isEqualTo(measured);
    assertThat(later.getDouble("adjacent")).isZero();
    assertThat(later.getJsonArray("papers")).isEmpty();

    known.forEach(
        paper -> author.send("DELETE", "/v1/validity-papers/" + paper.getString("id"), null));
    var over = calibration(mild);
    assertThat(over.getInteger("validity_papers")).isEqualTo(measured);
    assertThat(over.getJsonArray("papers")).hasSize(measured);
    assertThat(over.getJsonArray("papers").getJsonObject(0).getString("line")).isEqualTo("clear");
    assertThat(over.getJsonArray("papers").getJsonObject(0).getInteger("given")).isEqualTo(4);
    assertThat(over.getJsonArray("papers").getJsonObject(0).getInteger("known")).isEqualTo(1);
    assertThat(over.getDouble("adjacent")).isZero();
    author.send(
        "PUT",
        "/v1/qualifications/"
            + essay.qualification()
            + "/reviewers/"
            + mild.me().getString("id")
            + "/pause",
        new JsonObject().put("paused", false).put("text", "We have talked about the anchors."));
    assertThat(essay.claimed(mild).getString("state")).isEqualTo("claimed");
    assertThat(calibration(mild).containsKey("pause")).isFalse();
  }

  /** How many gradings the job has seen: all that were sent before its place in the log. */
  private static int looked(Person reviewer) {
    return server
        .sql(
            """
            select count(*)::int from event e
            where e.type = 'grading.sent' and e.actor_id = $1
              and pg_visible_in_snapshot(e.xid, (select position::pg_snapshot from calibration_progress where reader = 'reviewers'))
            """,
            account(reviewer))
        .getFirst()
        .getInteger(0);
  }

  private static boolean isPaused(Person reviewer) {
    return !server
        .sql(
            "select 1 from reviewer where account_id = $1 and pause_cause is not null",
            account(reviewer))
        .isEmpty();
  }

  private static int measured(Person reviewer) {
    return server
        .sql(
            """
            select count(*)::int from grading g join paper p on p.id = g.paper_id
            where g.reviewer_id = $1 and g.state = 'sent' and p.known is not null
            """,
            account(reviewer))
        .getFirst()
        .getInteger(0);
  }

  private static UUID account(Person who) {
    return AccountId.parse(who.me().getString("id")).value();
  }

  /** Three people grade so many papers, each two of them; the first is one grade too strict. */
  private void graded(Graded essay, List<Person> panel, int papers) {
    var random = new Random(5);
    var writer = world.worker();
    var events = new ArrayList<Event>();
    var qualification = QualificationId.parse(essay.qualification());
    var test =
        server
            .sql("select id from test where qualification_id = $1", qualification.value())
            .getFirst()
            .getUUID(0);
    for (Person one : panel) {
      server.sql(
          "insert into reviewer (account_id, qualification_id, graded) values ($1, $2, $3) on conflict do nothing",
          account(one),
          qualification.value(),
          papers * 2 / 3);
    }
    for (int p = 0; p < papers; p++) {
      var attempt = UUID.randomUUID();
      server.sql(
          """
          insert into attempt (
            id, claim_id, qualification_id, test_id, worker_id, number, state, submitted_at, decided_at, score, decisions)
          values ($1, gen_random_uuid(), $2, $3, $4, $5, 'failed', now(), now(), 0.3, 1)
          """,
          attempt,
          qualification.value(),
          test,
          WorkerId.parse(writer.workerId()).value(),
          p + 1);
      var paper = UUID.randomUUID();
      server.sql(
          """
          insert into paper (
            id, qualification_id, organisation_id, test_id, attempt_id, item_id, version, key_revision, worker_id, answer, text,
            state, live, final, corrected, outcome)
          values ($1, $2, $3, $4, $5, $6, 1, 1, $7, '{}', 'Text.', 'final', 2, '{"clear": 2}', '{"clear": 2}', 'mean')
          """,
          paper,
          qualification.value(),
          OrganisationId.parse(essay.exam().organisation()).value(),
          test,
          attempt,
          ItemId.parse(essay.essay()).value(),
          WorkerId.parse(writer.workerId()).value());
      double quality = 2 + random.nextGaussian() * 0.9;
      for (int r = 0; r < 3; r++) {
        if (r != p % 3) {
          double strict = r == 0 ? 1 : 0;
          int grade = Math.clamp(Math.round(quality - strict + random.nextGaussian() * 0.4), 0, 4);
          var grading = UUID.randomUUID();
          server.sql(
              """
              insert into grading (
                id, claim_id, paper_id, qualification_id, reviewer_id, role, state, lease_until, grades, seconds, sent_at)
              values ($1, gen_random_uuid(), $2, $3, $4, 'grader', 'sent', now(),
                jsonb_build_object('clear', jsonb_build_object('grade', $5::int)), 60, clock_timestamp())
              """,
              grading,
              paper,
              qualification.value(),
              account(panel.get(r)),
              grade);
          events.add(
              new GradingEvents.Sent(
                      new GradingId(grading), new PaperId(paper), qualification, GradingRole.GRADER)
                  .by(account(panel.get(r))));
        }
      }
    }
    append(events);
  }

  @Test
  void publishedScoresAreCorrectedForSeverity() {
    var essay = new Graded(server.url(), author, new JsonObject());
    var panel = new ArrayList<Person>();
    for (int i = 0; i < 3; i++) {
      panel.add(essay.reviewer(world.worker()));
    }
    graded(essay, panel, 90);
    var strict = panel.getFirst();
    eventually(() -> calibration(strict).containsKey("severity"));

    var own = calibration(strict);
    assertThat(own.getJsonObject("severity").getDouble("low")).isPositive();
    assertThat(own.getDouble("fair_shift")).isBetween(0.3, 1.1);
    assertThat(own.getJsonArray("meaning").encode()).contains("stricter than other reviewers");
    assertThat(own.getJsonArray("history")).isNotEmpty();
    assertThat(own.encode())
        .as("nobody else is in it")
        .doesNotContain(panel.get(1).me().getString("id"));
    double shift = own.getDouble("fair_shift");
    double usual = calibration(panel.get(1)).getDouble("fair_shift");
    assertThat(usual).isLessThan(shift - 0.5);
    var writer = world.worker();
    var sent = essay.written(writer, "The moon pulls the sea.");
    Graded.send(strict, essay.claimed(strict), 2);
    Graded.send(panel.get(1), essay.claimed(panel.get(1)), 2);

    var result = writer.get("/v1/attempts/" + sent.getString("id")).getJsonObject("result");
    assertThat(result.getDouble("score")).isCloseTo((4 + shift + usual) / 2 / 4, within(0.02));
    var listed = listed(essay.qualification());
    assertThat(listed).hasSize(3);
    assertThat(listed).allSatisfy(one -> assertThat(one.containsKey("meaning")).isFalse());
    assertThat(refusal(() -> world.requester().get(reviewersOf(essay))).status()).isEqualTo(404);
    assertThat(refusal(() -> writer.get(reviewersOf(essay))).status()).isEqualTo(403);
    assertThat(writer.get("/v1/me/calibration").getJsonArray("data")).isEmpty();
  }

  private static String reviewersOf(Graded essay) {
    return "/v1/qualifications/" + essay.qualification() + "/reviewers";
  }

  @Test
  void whatBecameOfATestIsForItsOrganisation() {
    String tag = "figures-" + UUID.randomUUID().toString().substring(0, 8);
    var items = new ArrayList<Simulated>();
    for (int i = 0; i < 20; i++) {
      items.add(item("Item " + i, tag, 1.3, (i - 10) * 0.15, 30));
    }
    var sat = sat(tag, 12, 3);
    for (int form = 0; form < 6; form++) {
      var drawn = new ArrayList<Simulated>();
      for (int i = 0; i < 12; i++) {
        drawn.add(items.get((i * 3 + form) % 20));
      }
      sat.take(20, drawn);
    }
    String path = "/v1/tests/" + sat.test + "/statistics";

    var statistics = author.get(path);

    assertThat(statistics.getInteger("attempts")).isEqualTo(120);
    assertThat(statistics.getInteger("passed") + statistics.getInteger("failed")).isEqualTo(120);
    assertThat(statistics.getInteger("passed")).isBetween(40, 85);
    assertThat(statistics.getInteger("open")).isZero();
    assertThat(statistics.getJsonArray("scores")).hasSize(20);
    assertThat(statistics.getJsonArray("scores").stream().mapToInt(bin -> (Integer) bin).sum())
        .isEqualTo(120);
    assertThat(statistics.getJsonArray("weeks").getJsonObject(0).getInteger("attempts"))
        .isEqualTo(120);
    assertThat(statistics.getJsonArray("by_level").getJsonObject(0).getInteger("level"))
        .isEqualTo(2);
    assertThat(statistics.getJsonArray("forms")).hasSize(120);
    assertThat(statistics.getJsonArray("forms").getJsonObject(0).getDouble("error_at_cut"))
        .isBetween(0.08, 0.15);
    assertThat(statistics.getDouble("equal_decisions")).isBetween(0.7, 1.0);
    assertThat(statistics.getJsonArray("items")).hasSize(20);
    assertThat(statistics.getJsonArray("items").getJsonObject(0).getInteger("answers"))
        .isGreaterThan(30);
    assertThat(refusal(() -> world.requester().get(path)).status()).isEqualTo(404);
    assertThat(refusal(() -> sat.worker.get(path)).status()).isEqualTo(403);
    var viewer = world.requester();
    server.sql(
        "insert into membership (account_id, organisation_id, role) values ($1, $2, 'viewer')",
        account(viewer),
        OrganisationId.parse(exam.organisation()).value());
    assertThat(viewer.get(path).getInteger("attempts")).isEqualTo(120);
    assertThat(
            refusal(() -> viewer.get("/v1/qualifications/" + sat.qualification + "/reviewers"))
                .status())
        .isEqualTo(403);
  }
}
