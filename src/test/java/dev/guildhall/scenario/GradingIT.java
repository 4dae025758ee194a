package dev.guildhall.scenario;

import static dev.guildhall.scenario.Graded.body;
import static dev.guildhall.scenario.Graded.giveBack;
import static dev.guildhall.scenario.Graded.path;
import static dev.guildhall.scenario.Graded.save;
import static dev.guildhall.scenario.Graded.send;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.grading.GradingId;
import dev.guildhall.item.ItemId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People grade what others have written. */
class GradingIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final String TEXT = "The moon pulls the sea.";
  // A PNG of one pixel, in Base64.
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static World world;
  private static Person author;
  private Person writer;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
  }

  @BeforeEach
  void aNewWriter() {
    writer = world.worker();
  }

  private static Graded graded() {
    return graded(new JsonObject());
  }

  private static Graded graded(JsonObject grading) {
    return new Graded(server.url(), author, grading);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }

  private JsonObject attempt(JsonObject sent) {
    return writer.get("/v1/attempts/" + sent.getString("id"));
  }

  @Test
  void twoWhoAgreeGiveTheMeanAndAreEachPaidOnce() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var sent = essay.written(writer, TEXT);
    assertThat(sent.getString("state")).isEqualTo("in_grading");

    var first = essay.claimed(one);
    assertThat(first.getString("role")).isEqualTo("grader");
    assertThat(first.getString("text")).isEqualTo(TEXT);
    assertThat(first.getJsonObject("pay")).isEqualTo(money("0.80"));
    assertThat(earnings(one)).containsExactly("grading pending 800000");
    send(one, first, 3);
    assertThat(attempt(sent).getString("state")).isEqualTo("in_grading");
    var second = essay.claimed(other);
    var body = body(second, 4);
    var answer = save(other, second, body);
    var again = save(other, second, body);

    assertThat(answer.getString("state")).isEqualTo("sent");
    answer.remove("server_time");
    again.remove("server_time");
    assertThat(again).isEqualTo(answer);
    var different = refusal(() -> send(other, second, 3));
    assertThat(different.status()).isEqualTo(409);
    assertThat(different.code()).isEqualTo("grading_state");
    var decided = attempt(sent);
    assertThat(decided.getString("state")).isEqualTo("passed");
    var result = decided.getJsonObject("result");
    assertThat(result.getDouble("score")).isEqualTo(3.5 / 4);
    var told = result.getJsonArray("items").getJsonObject(0);
    var line = told.getJsonArray("lines").getJsonObject(0);
    assertThat(line.getDouble("grade")).isEqualTo(3.5);
    assertThat(line.getJsonArray("reasons").encode())
        .contains("It says 3 things", "It says 4 things", "\"quotes\":[\"The\"]");
    assertThat(told.getJsonArray("comments")).hasSize(2);
    assertThat(earnings(one)).containsExactly("grading held 800000");
    assertThat(earnings(other)).containsExactly("grading held 800000");
    var earning = one.get("/v1/me/earnings").getJsonArray("data").getJsonObject(0);
    assertThat(earning.getString("basis")).isEqualTo("grading");
    assertThat(earning.getString("grading_id")).isEqualTo(first.getString("id"));
    assertThat(earning.getString("qualification_id")).isEqualTo(essay.qualification());
    assertThat(essay.claim(world.again(one), UUID.randomUUID())).isEmpty();
    assertThat(events(sent)).containsExactly("mean");
  }

  private static List<String> earnings(Person who) {
    return server
        .sql(
            "select basis || ' ' || state || ' ' || amount_micros from earning where worker_id = $1",
            WorkerId.parse(who.workerId()).value())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** By whom the grades of an attempt's papers are. */
  private static List<String> events(JsonObject attempt) {
    return server
        .sql(
            """
            select e.payload ->> 'by' from event e join paper p on p.id = e.subject_id
            where e.type = 'paper.finished' and p.attempt_id = $1 order by e.id
            """,
            Exam.id(attempt))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void whereTwoDifferAThirdPersonSeesBothAndDecides() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var third = essay.reviewer(world.worker());
    var sent = essay.written(writer, TEXT);
    var first = essay.claimed(one);
    var second = essay.claimed(other);
    assertThat(essay.claim(third, UUID.randomUUID())).as("two are enough").isEmpty();
    send(one, first, 0);
    send(other, second, 3);

    assertThat(attempt(sent).getString("state")).isEqualTo("in_grading");
    assertThat(essay.claim(one, UUID.randomUUID())).as("nobody twice").isEmpty();
    assertThat(essay.claim(other, UUID.randomUUID())).isEmpty();
    var last = essay.claimed(third);
    assertThat(last.getString("role")).isEqualTo("adjudicator");
    assertThat(
            last.getJsonArray("others").stream()
                .map(JsonObject.class::cast)
                .map(seen -> seen.getJsonObject("grades").getJsonObject("clear"))
                .map(line -> line.getInteger("grade")))
        .containsExactlyInAnyOrder(0, 3);
    assertThat(last.encode()).doesNotContain(everythingOf(one)).doesNotContain(everythingOf(other));
    assertThat(first.containsKey("others")).isFalse();
    send(third, last, 2);

    var decided = attempt(sent);
    assertThat(decided.getString("state")).isEqualTo("passed");
    assertThat(decided.getJsonObject("result").getDouble("score")).isEqualTo(0.5);
    assertThat(decided.getJsonObject("result").getJsonArray("items").encode())
        .contains("It says 2 things")
        .doesNotContain("It says 0 things");
    assertThat(events(sent)).containsExactly("adjudicator");
  }

  /** By what a person could be known. */
  private static String[] everythingOf(Person who) {
    var me = who.me();
    return Stream.of(
            me.getString("id"),
            AccountId.parse(me.getString("id")).toString(),
            AccountId.parse(me.getString("id")).value().toString(),
            me.getString("email"),
            me.getString("display_name") + "\"",
            who.workerId(),
            WorkerId.parse(who.workerId()).value().toString())
        .toArray(String[]::new);
  }

  @Test
  void noAnswerToAReviewerNamesTheWriterOrTheOtherGrader() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var sent = essay.written(writer, TEXT);
    var theirs = essay.claimed(other);
    send(other, theirs, 3);
    var seen = new ArrayList<JsonObject>();

    seen.add(one.get("/v1/gradings/queue"));
    var mine = essay.claimed(one);
    seen.add(mine);
    seen.add(one.get(path(mine)));
    seen.add(save(one, mine, body(mine, 3).put("final", false)));
    seen.add(send(one, mine, 3));
    seen.add(one.get("/v1/gradings"));

    assertThat(seen)
        .allSatisfy(
            answer ->
                assertThat(answer.encode())
                    .doesNotContain(everythingOf(writer))
                    .doesNotContain(everythingOf(other))
                    .doesNotContain(
                        theirs.getString("id"),
                        GradingId.parse(theirs.getString("id")).value().toString(),
                        sent.getString("id"),
                        Exam.id(sent).toString()));
    assertThat(refusal(() -> one.get(path(theirs))).status()).isEqualTo(404);
    assertThat(refusal(() -> send(one, theirs, 3)).status()).isEqualTo(404);
    assertThat(refusal(() -> giveBack(one, theirs, "no_time")).status()).isEqualTo(404);
    var toTheWriter = attempt(sent);
    assertThat(toTheWriter.encode())
        .doesNotContain(everythingOf(one))
        .doesNotContain(everythingOf(other));
  }

  @Test
  void nobodyGetsTheirOwnPaperOrAColleaguesOrALinkedPersons() {
    var essay = graded();
    essay.reviewer(writer);
    var colleague = essay.reviewer(world.worker());
    var manager = world.requester();
    var linked = essay.reviewer(world.worker());
    var stranger = essay.reviewer(world.worker());
    var vendor = vendor(writer, colleague);
    member(vendor, manager, "owner");
    member(OrganisationId.parse(essay.exam().organisation()).value(), manager, "reviewer");
    link(writer, linked);
    essay.written(writer, TEXT);

    var paper = essay.claimed(stranger);
    for (var who : List.of(writer, colleague, manager, linked)) {
      assertThat(essay.claim(who, UUID.randomUUID())).isEmpty();
      assertThat(waiting(who, essay)).isZero();
    }
    var accomplice = essay.reviewer(world.worker());
    link(stranger, accomplice);
    assertThat(essay.claim(accomplice, UUID.randomUUID()))
        .as("nor after somebody they are linked to")
        .isEmpty();
    assertThat(refusal(() -> essay.claim(world.worker(), UUID.randomUUID())).status())
        .as("who does not hold what the test asks")
        .isEqualTo(404);
    send(stranger, paper, 3);
    assertThat(essay.claimed(author).getString("role")).isEqualTo("grader");
  }

  @Test
  void aColleagueMayWhereTheTestAllowsIt() {
    var essay = graded(new JsonObject().put("same_vendor", true));
    var colleague = essay.reviewer(world.worker());
    vendor(writer, colleague);
    essay.written(writer, TEXT);

    assertThat(essay.claimed(colleague).getString("text")).isEqualTo(TEXT);
  }

  private static UUID vendor(Person... workers) {
    var id = UUID.randomUUID();
    server.sql("insert into organisation (id, name, kind) values ($1, 'Vendor', 'vendor')", id);
    for (Person worker : workers) {
      server.sql(
          "update worker set vendor_id = $1 where id = $2",
          id,
          WorkerId.parse(worker.workerId()).value());
    }
    return id;
  }

  private static void member(UUID organisation, Person who, String role) {
    server.sql(
        "insert into membership (organisation_id, account_id, role) values ($1, $2, $3)",
        organisation,
        account(who),
        role);
  }

  private static UUID account(Person who) {
    return AccountId.parse(who.me().getString("id")).value();
  }

  private static void link(Person one, Person other) {
    server.sql(
        """
        insert into linked_workers (worker_id, other_id, reason)
        values (least($1::uuid, $2), greatest($1::uuid, $2), 'the same device')
        """,
        WorkerId.parse(one.workerId()).value(),
        WorkerId.parse(other.workerId()).value());
  }

  private static int waiting(Person who, Graded essay) {
    return line(who, essay).getInteger("waiting");
  }

  private static JsonObject line(Person who, Graded essay) {
    return who.get("/v1/gradings/queue").getJsonArray("data").stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.getString("qualification_id").equals(essay.qualification()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReviewerSeesTheImagesOfWhatIsGraded() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    String image =
        author
            .send(
                "POST",
                "/v1/item-images",
                new JsonObject()
                    .put("organisation_id", essay.exam().organisation())
                    .put("content", PIXEL))
            .getString("id");
    var item = ItemId.parse(essay.essay()).value();
    server.sql(
        "update item_version set body = jsonb_set(body, '{prompt}', to_jsonb($2::text)) where item_id = $1",
        item,
        "![A tide](image:" + image + ")");
    essay.written(writer, TEXT);
    String path = "/v1/item-images/" + image;

    assertThat(status(essay, one, path)).isEqualTo(404);
    var paper = essay.claimed(one);
    assertThat(paper.getJsonObject("item").getJsonObject("body").getString("prompt"))
        .contains(image);
    assertThat(status(essay, one, path)).isEqualTo(200);
    assertThat(status(essay, essay.reviewer(world.worker()), path)).isEqualTo(404);
  }

  private static int status(Graded essay, Person who, String path) {
    return essay.exam().raw(world.token(who), "GET", path, null, Map.of()).statusCode();
  }

  @Test
  void membersOfTheOrganisationGradeUnpaid() {
    var essay = graded();
    var member = essay.reviewer(world.worker());
    member(OrganisationId.parse(essay.exam().organisation()).value(), member, "reviewer");
    var viewer = world.requester();
    member(OrganisationId.parse(essay.exam().organisation()).value(), viewer, "viewer");
    essay.written(writer, TEXT);

    var paper = essay.claimed(member);
    send(member, paper, 3);

    assertThat(paper.containsKey("pay")).isFalse();
    assertThat(line(member, essay).containsKey("pay")).isFalse();
    assertThat(earnings(member)).isEmpty();
    assertThat(refusal(() -> essay.claim(viewer, UUID.randomUUID())).status()).isEqualTo(404);
  }

  @Test
  void aClaimMayBeRepeatedAndOnlySoManyPapersAreInHand() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    for (int i = 0; i < 4; i++) {
      essay.written(world.worker(), TEXT + i);
    }
    eventually(() -> waiting(one, essay) == 4);
    var claim = UUID.randomUUID();

    var paper = essay.claim(one, claim);
    assertThat(essay.claim(world.again(one), claim).getString("id"))
        .isEqualTo(paper.getString("id"));
    assertThat(refusal(() -> essay.claim(essay.reviewer(world.worker()), claim)).code())
        .isEqualTo("claim_id_taken");
    assertThat(waiting(one, essay)).isEqualTo(3);
    essay.claim(one, UUID.randomUUID());
    essay.claim(one, UUID.randomUUID());
    var refused = refusal(() -> essay.claim(one, UUID.randomUUID()));
    assertThat(refused.code()).isEqualTo("too_many_papers");
    assertThat(one.get("/v1/gradings?state=claimed").getJsonArray("data")).hasSize(3);
    var page = one.get("/v1/gradings?limit=2");
    assertThat(page.getJsonArray("data")).hasSize(2);
    assertThat(
            one.get("/v1/gradings?limit=2&cursor=" + page.getString("next_cursor"))
                .getJsonArray("data"))
        .hasSize(1);
  }

  @Test
  void whatFailsALineNeedsAReasonAndAQuotationAndNothingIsSentWithout() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    essay.written(writer, TEXT);
    var paper = essay.claimed(one);
    var bare = body(paper, 1);
    bare.getJsonObject("grades").put("clear", new JsonObject().put("grade", 1));
    var beyond = body(paper, 1);
    beyond
        .getJsonObject("grades")
        .getJsonObject("clear")
        .put("evidence", new JsonArray().add(new JsonObject().put("start", 3).put("end", 900)));
    var none = body(paper, 1).put("grades", new JsonObject());

    for (var body : List.of(bare, beyond, none, body(paper, 5))) {
      assertThat(refusal(() -> save(one, paper, body)).status()).isEqualTo(422);
    }
    save(one, paper, none.put("final", false));
    assertThat(save(one, paper, bare.put("final", false)).getString("state")).isEqualTo("claimed");
    var draft = one.get(path(paper));
    assertThat(draft.getJsonObject("grades").getJsonObject("clear").getInteger("grade"))
        .isEqualTo(1);
    assertThat(save(one, paper, body(paper, 1)).getString("state")).isEqualTo("sent");
  }

  @Test
  void whoseTimeIsOverLosesThePaperButNotTheText() {
    var essay = graded();
    var slow = essay.reviewer(world.worker());
    essay.written(writer, TEXT);
    var paper = essay.claimed(slow);
    save(slow, paper, body(paper, 3).put("final", false));
    server.sql(
        "update grading set lease_until = now() - interval '2 minutes' where id = $1",
        GradingId.parse(paper.getString("id")).value());
    eventually(() -> slow.get(path(paper)).getString("state").equals("expired"));

    assertThat(earnings(slow)).containsExactly("grading void 800000");
    var late = body(paper, 4).put("comment", "Written while the time ran out.");
    var refused = refusal(() -> save(slow, paper, late));
    assertThat(refused.code()).isEqualTo("lease_lost");
    assertThat(slow.get(path(paper)).getString("comment"))
        .isEqualTo("Written while the time ran out.");
    var again = essay.claimed(slow);
    assertThat(again.getString("id")).isNotEqualTo(paper.getString("id"));
    assertThat(again.getString("comment")).isEqualTo("Written while the time ran out.");
    assertThat(again.getJsonObject("grades").getJsonObject("clear").getInteger("grade"))
        .isEqualTo(4);
    assertThat(refusal(() -> save(slow, again, body(again, 4).put("fence", 7))).code())
        .isEqualTo("lease_lost");
    send(slow, again, 4);
    assertThat(refusal(() -> giveBack(slow, paper, "no_time")).code()).isEqualTo("lease_lost");
    assertThat(refusal(() -> giveBack(slow, again, "no_time")).code()).isEqualTo("grading_state");
    assertThat(earnings(slow))
        .containsExactlyInAnyOrder("grading void 800000", "grading held 800000");
  }

  @Test
  void whatIsGivenBackGoesToOthers() {
    var essay = graded();
    var friend = essay.reviewer(world.worker());
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var sent = essay.written(writer, TEXT);
    var paper = essay.claimed(friend);
    giveBack(friend, paper, "know_the_person");
    giveBack(friend, paper, "know_the_person");

    assertThat(friend.get(path(paper)).getString("state")).isEqualTo("returned");
    assertThat(essay.claim(friend, UUID.randomUUID())).isEmpty();
    assertThat(refusal(() -> send(friend, paper, 4)).code()).isEqualTo("lease_lost");
    send(one, essay.claimed(one), 2);
    send(other, essay.claimed(other), 2);
    assertThat(attempt(sent).getString("state")).isEqualTo("passed");
  }

  @Test
  void aPausedReviewerIsToldWhyAndMayFinishWhatIsInHand() {
    var essay = graded();
    var one = essay.reviewer(world.worker());
    essay.written(writer, TEXT);
    essay.written(world.worker(), TEXT);
    var paper = essay.claimed(one);
    String path =
        "/v1/qualifications/"
            + essay.qualification()
            + "/reviewers/"
            + one.me().getString("id")
            + "/pause";
    var stop =
        new JsonObject().put("paused", true).put("text", "Read the anchors of the rubric again.");

    var paused = author.send("PUT", path, stop);
    author.send("PUT", path, stop);
    var refused = refusal(() -> essay.claim(one, UUID.randomUUID()));
    var anywhere =
        refusal(
            () ->
                one.send(
                    "POST",
                    "/v1/gradings/claims",
                    new JsonObject().put("claim_id", UUID.randomUUID().toString())));

    assertThat(paused.getJsonObject("pause").getString("cause")).isEqualTo("by_hand");
    assertThat(paused.getString("reviewer"))
        .as("others than members have a pseudonym")
        .isNotEqualTo(one.me().getString("display_name"));
    assertThat(refused.code()).isEqualTo("reviewer_paused");
    assertThat(anywhere.code()).isEqualTo("reviewer_paused");
    assertThat(refused.document().getString("detail")).contains("Read the anchors");
    assertThat(refused.document().getJsonObject("current").getString("cause")).isEqualTo("by_hand");
    assertThat(line(one, essay).getJsonObject("paused").getString("text"))
        .contains("Read the anchors");
    send(one, paper, 3);
    var listed =
        author
            .get("/v1/qualifications/" + essay.qualification() + "/reviewers")
            .getJsonArray("data");
    assertThat(listed).hasSize(1);
    assertThat(listed.getJsonObject(0).getInteger("graded")).isEqualTo(1);
    author.send(
        "PUT",
        path,
        new JsonObject().put("paused", false).put("text", "It was a misunderstanding."));
    assertThat(essay.claimed(one).getString("state")).isEqualTo("claimed");
    assertThat(
            server.sql(
                "select type from event where subject_id = $1 and type like 'reviewer.%' order by id",
                account(one)))
        .extracting(row -> row.getString(0))
        .containsExactly("reviewer.paused", "reviewer.resumed");
    assertThat(refusal(() -> one.send("PUT", path, stop)).status()).isEqualTo(403);
    assertThat(refusal(() -> world.requester().send("PUT", path, stop)).status()).isEqualTo(404);
  }

  @Test
  void aValidityPaperLooksLikeAnyOtherAndTouchesNoAttempt() {
    var essay = graded(new JsonObject().put("pay", money("0.10")).put("validity_permille", 500));
    var one = essay.reviewer(world.worker());
    for (int i = 0; i < 4; i++) {
      essay.known("A tide is water that comes and goes, said somebody. " + i, 3);
    }
    var attempts = new ArrayList<JsonObject>();
    for (int i = 0; i < 6; i++) {
      attempts.add(essay.written(world.worker(), TEXT + i));
    }
    eventually(() -> waiting(one, essay) == 6);
    var shapes = new ArrayList<Set<String>>();
    int measured = 0;
    int real = 0;
    for (int before = 6; before > 1; before--) {
      var paper = essay.claimed(one);
      assertThat(waiting(one, essay)).as("the number falls alike").isEqualTo(before - 1);
      boolean isValidity = isValidity(paper);
      measured += isValidity ? 1 : 0;
      real += isValidity ? 0 : 1;
      shapes.add(shape("", paper));
      shapes.add(shape("", essay.claim(one, UUID.fromString(paper.getString("claim_id")))));
      var sent = send(one, paper, 3);
      assertThat(sent.encode()).doesNotContain("known").doesNotContain("validity");
      assertThat(paper.encode()).doesNotContain("known").doesNotContain("validity");
    }

    assertThat(shapes).allMatch(shapes.getFirst()::equals);
    assertThat(measured + real).isEqualTo(5);
    assertThat(
            server.sql(
                "select graded, validity_papers from reviewer where account_id = $1", account(one)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getInteger(0)).isEqualTo(5);
            });
    assertThat(
            server
                .sql("select validity_papers from reviewer where account_id = $1", account(one))
                .getFirst()
                .getInteger(0))
        .isEqualTo(measured);
    assertThat(earnings(one)).hasSize(5).containsOnly("grading held 100000");
    assertThat(attempts)
        .allSatisfy(
            attempt ->
                assertThat(
                        server
                            .sql("select state from attempt where id = $1", Exam.id(attempt))
                            .getFirst()
                            .getString(0))
                    .isEqualTo("in_grading"));
  }

  private static boolean isValidity(JsonObject grading) {
    return server
        .sql(
            "select p.known is not null from grading g join paper p on p.id = g.paper_id where g.id = $1",
            GradingId.parse(grading.getString("id")).value())
        .getFirst()
        .getBoolean(0);
  }

  /** The members of a document, with what kind of thing they hold. */
  private static Set<String> shape(String at, JsonObject json) {
    var shape = new HashSet<String>();
    for (String member : json.fieldNames()) {
      var value = json.getValue(member);
      shape.add(at + "/" + member + " " + value.getClass().getSimpleName());
      if (value instanceof JsonObject object) {
        shape.addAll(shape(at + "/" + member, object));
      }
    }
    return shape;
  }

  @Test
  void aLotOfHalfIsHalf() {
    var essay = graded(new JsonObject().put("validity_permille", 500));
    for (int i = 0; i < 12; i++) {
      essay.known("Known " + i, 3);
    }
    essay.written(writer, TEXT);
    int measured = 0;
    for (int i = 0; i < 6; i++) {
      var one = essay.reviewer(world.worker());
      eventually(() -> waiting(one, essay) == 1);
      for (int n = 0; n < 5; n++) {
        var paper = essay.claimed(one);
        boolean isValidity = isValidity(paper);
        measured += isValidity ? 1 : 0;
        if (!isValidity) {
          // So that it is there for the next lot, and for the next person.
          server.sql(
              "update grading set lease_until = now() - interval '2 minutes' where id = $1",
              GradingId.parse(paper.getString("id")).value());
          eventually(() -> one.get(path(paper)).getString("state").equals("expired"));
        } else {
          send(one, paper, 3);
        }
      }
    }

    // Of thirty claims; the chance to be further off is below one in a hundred thousand.
    assertThat(measured).isCloseTo(15, within(12));
  }

  @Test
  void onlyEditorsSeeAndMakeValidityPapers() {
    var essay = graded();
    var reviewer = world.requester();
    member(OrganisationId.parse(essay.exam().organisation()).value(), reviewer, "reviewer");
    String path = "/v1/items/" + essay.essay() + "/validity-papers";
    var paper = essay.known("Known.", 1);

    assertThat(author.get(path).getJsonArray("data").getJsonObject(0)).isEqualTo(paper);
    assertThat(paper.getString("state")).isEqualTo("active");
    assertThat(refusal(() -> reviewer.get(path)).status()).isEqualTo(403);
    assertThat(refusal(() -> world.requester().get(path)).status()).isEqualTo(404);
    assertThat(refusal(() -> writer.get(path)).status()).isEqualTo(403);
    assertThat(refusal(() -> essay.known("Known.", 9)).status()).isEqualTo(422);
    var choice = essay.exam().item(Exam.choice("Which?"));
    assertThat(
            refusal(
                    () ->
                        author.send(
                            "POST",
                            "/v1/items/" + choice + "/validity-papers",
                            new JsonObject()
                                .put("answer", Exam.right())
                                .put("grades", new JsonObject().put("clear", 1))))
                .status())
        .isEqualTo(422);
    String one = "/v1/validity-papers/" + paper.getString("id");
    assertThat(refusal(() -> world.requester().send("DELETE", one, null)).status()).isEqualTo(404);
    author.send("DELETE", one, null);
    author.send("DELETE", one, null);
    assertThat(author.get(path).getJsonArray("data").getJsonObject(0).getString("state"))
        .isEqualTo("retired");
  }

  @Test
  void aStrictReviewersGradesCountForMore() {
    var essay = graded();
    var strict = essay.reviewer(world.worker());
    var usual = essay.reviewer(world.worker());
    var sent = essay.written(writer, TEXT);
    send(usual, essay.claimed(usual), 2);
    var paper = essay.claimed(strict);
    server.sql("update reviewer set fair_shift = 1 where account_id = $1", account(strict));
    send(strict, paper, 2);

    var result = attempt(sent).getJsonObject("result");
    assertThat(result.getDouble("score")).isEqualTo(2.5 / 4);
    assertThat(finals(sent)).isEqualTo("{\"clear\": 2}{\"clear\": 2.5}");
  }

  private static String finals(JsonObject attempt) {
    Row row =
        server
            .sql(
                "select final::text || corrected::text from paper where attempt_id = $1",
                Exam.id(attempt))
            .getFirst();
    return row.getString(0).replace("2.0}", "2}");
  }

  @Test
  void anEmptyWalletGivesNoPaperInsteadOfUnpaidWork() {
    var poor = world.requester();
    var essay = new Graded(server.url(), poor, new JsonObject().put("pay", money("600.00")));
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    essay.written(writer, TEXT);
    var paper = essay.claimed(one);

    assertThat(essay.claim(other, UUID.randomUUID())).isEmpty();
    giveBack(one, paper, "no_time");
    assertThat(essay.claimed(other).getJsonObject("pay")).isEqualTo(money("600.00"));
  }
}
