package dev.guildhall.scenario;

import static dev.guildhall.scenario.Corrected.REASON;
import static dev.guildhall.scenario.Corrected.done;
import static dev.guildhall.scenario.Corrected.finished;
import static dev.guildhall.scenario.Corrected.key;
import static dev.guildhall.scenario.Corrected.left;
import static dev.guildhall.scenario.Corrected.make;
import static dev.guildhall.scenario.Corrected.order;
import static dev.guildhall.scenario.Corrected.preview;
import static dev.guildhall.scenario.Corrected.removal;
import static dev.guildhall.scenario.Corrected.reviewer;
import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.item.ItemId;
import dev.guildhall.push.PushConfig;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key, an item or a reviewer is put right, and everybody they touched. */
class CorrectionIT {

  @RegisterExtension
  static final TestServer server =
      new TestServer(configuration -> configuration.withPush(new PushConfig("127.0.0.1")));

  private static World world;
  private static Person author;
  private static Exam exam;
  private String item;
  private String qualification;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    author = world.requester();
    exam = new Exam(server.url(), author);
  }

  /** Of one choice, for USD 2.50. */
  @BeforeEach
  void aTest() {
    String tag = "c-" + UUID.randomUUID().toString().substring(0, 8);
    item = exam.item(Exam.choice("Which one? " + tag).put("tags", new JsonArray().add(tag)));
    qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", tag, 1)).put("pay", money("2.50")));
  }

  private JsonObject sent(Person worker, String choice) {
    return sent(worker, qualification, choice);
  }

  private static JsonObject sent(Person worker, String qualification, String choice) {
    var attempt = Exam.begin(worker, qualification);
    for (JsonObject one : Exam.items(attempt)) {
      Exam.save(
          worker, attempt, one.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    return Exam.submit(worker, attempt);
  }

  private static JsonObject now(Person worker, JsonObject attempt) {
    return worker.get(Exam.path(attempt));
  }

  private int held(Person worker) {
    return worker
        .get("/v1/qualifications/" + qualification)
        .getJsonObject("held")
        .getInteger("level");
  }

  private static long earned(Person worker) {
    return server
        .sql(
            "select coalesce(sum(amount_micros), 0)::bigint from earning where worker_id = $1 and state = 'held'",
            WorkerId.parse(worker.workerId()).value())
        .getFirst()
        .getLong(0);
  }

  private static ApiProblem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiProblem.class, call);
  }

  @Test
  void aWrongKeyIsPutRightForEverybodyItTouched() throws Exception {
    var loser = world.worker();
    var winner = world.worker();
    var bystander = world.worker();
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
            5);
    var failed = sent(loser, "wrong");
    var passed = sent(winner, "right");
    sent(bystander, "other");
    assertThat(failed.getString("state")).isEqualTo("failed");
    assertThat(isEligible(loser, project)).isFalse();
    assertThat(held(winner)).isEqualTo(4);
    try (var phone = new PushDevice()) {
      phone.listenFor(loser);

      var effect = preview(author, key(item, "wrong"));

      assertThat(effect.getInteger("attempts")).isEqualTo(3);
      assertThat(effect.getInteger("changed")).isEqualTo(2);
      assertThat(effect.getInteger("newly_passed")).isEqualTo(1);
      assertThat(effect.getInteger("raised")).isZero();
      assertThat(effect.getInteger("would_not_pass")).isEqualTo(1);
      assertThat(effect.getInteger("regrading")).isZero();
      assertThat(effect.getJsonArray("pay")).isEmpty();
      var example = effect.getJsonArray("examples").getJsonObject(0);
      assertThat(example.getDouble("before")).isZero();
      assertThat(example.getDouble("after")).isEqualTo(1);
      assertThat(example.getInteger("level_after")).isEqualTo(4);
      assertThat(effect.encode())
          .doesNotContain(loser.workerId(), failed.getString("id"), passed.getString("id"));
      assertThat(now(loser, failed).getString("state")).isEqualTo("failed");
      assertThat(preview(author, key(item, "wrong"))).as("nothing was changed").isEqualTo(effect);

      var made = make(author, key(item, "wrong"), effect);
      finished(author, made);

      assertThat(made.getJsonObject("effect")).isEqualTo(effect);
      assertThat(made.getJsonObject("correction").getInteger("version")).isEqualTo(1);
      var result = now(loser, failed).getJsonObject("result");
      assertThat(result.getBoolean("passed")).isTrue();
      assertThat(result.getInteger("level")).isEqualTo(4);
      assertThat(result.getString("changed")).isEqualTo(REASON);
      assertThat(held(loser)).isEqualTo(4);
      assertThat(isEligible(loser, project)).isTrue();
      loser.acknowledge(project, 1);
      assertThat(loser.claim(UUID.randomUUID(), project)).isPresent();
      assertThat(now(winner, passed).getString("state")).isEqualTo("passed");
      assertThat(now(winner, passed).getJsonObject("result").getDouble("score")).isZero();
      assertThat(held(winner)).isEqualTo(4);
      assertThat(List.of(earned(loser), earned(winner), earned(bystander)))
          .containsOnly(2_500_000L);
      assertThat(decisions()).as("one more of those who changed").isEqualTo(3 + 2);

      eventually(() -> !server.sql("select 1 from push where state = 'waiting'").isEmpty());
      server.sql("update push set run_after = now() where state = 'waiting'");
      var message = phone.next();
      assertThat(message.getString("title")).isEqualTo("Your result was put right");
      assertThat(message.getString("body")).contains("What you earned stays yours");
      assertThat(message.getString("path"))
          .isEqualTo("/attempts/" + failed.getString("id") + "/result");
      assertThat(phone.hearsNothing()).as("told once").isTrue();
    }
  }

  private static boolean isEligible(Person worker, String project) {
    return worker
        .get("/v1/projects/" + project + "/eligibility/" + worker.workerId())
        .getBoolean("eligible");
  }

  private long decisions() {
    return server
        .sql(
            """
            select count(*) from attempt_decision d join attempt_item i on i.attempt_id = d.attempt_id
            where i.item_id = $1
            """,
            ItemId.parse(item).value())
        .getFirst()
        .getLong(0);
  }

  @Test
  void aPreviewThatNoLongerHoldsIsRefusedWithTheOneThatDoes() {
    sent(world.worker(), "wrong");
    var effect = preview(author, key(item, "wrong"));
    sent(world.worker(), "wrong");

    var refused = refusal(() -> make(author, key(item, "wrong"), effect));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("effect_changed");
    var current = refused.document().getJsonObject("current");
    assertThat(current).isEqualTo(preview(author, key(item, "wrong")));
    assertThat(current.getInteger("newly_passed")).isEqualTo(2);
    assertThat(revision()).as("nothing was done").isEqualTo(1);
    assertThat(refusal(() -> make(author, key(item, "other"), current)).code())
        .as("it is the hash of another correction")
        .isEqualTo("effect_changed");
    finished(author, make(author, key(item, "wrong"), current));
    assertThat(revision()).isEqualTo(2);
    assertThat(refusal(() -> make(author, key(item, "wrong"), current)).code())
        .as("the key holds already")
        .isEqualTo("invalid");
  }

  private int revision() {
    return server
        .sql("select max(revision) from item_key where item_id = $1", ItemId.parse(item).value())
        .getFirst()
        .getInteger(0);
  }

  @Test
  void theSameRequestAgainHasNoSecondEffect() {
    var worker = world.worker();
    sent(worker, "wrong");
    String token = world.token(author);
    var order = order(key(item, "wrong"), preview(author, key(item, "wrong")));
    var once = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    var first = exam.raw(token, "POST", "/v1/corrections", order, once);
    var second = exam.raw(token, "POST", "/v1/corrections", order, once);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    finished(author, new JsonObject(first.body()));
    assertThat(revision()).isEqualTo(2);
    assertThat(decisions()).isEqualTo(2);
    assertThat(server.sql("select 1 from correction where body ->> 'item_id' = $1", item))
        .hasSize(1);
  }

  @Test
  void twoWhoCorrectAtOnceDoNotBothDoIt() throws Exception {
    sent(world.worker(), "wrong");
    var effect = preview(author, key(item, "wrong"));

    var ended =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> refusal(() -> make(author, key(item, "wrong"), effect))))
            .toList();
    long made = 0;
    for (var one : ended) {
      made += one.get() == null ? 1 : 0;
    }

    assertThat(made).isEqualTo(1);
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void anItemThatIsTakenOutCountsForNobodyAndIsServedToNobody() {
    String tag = "out-" + UUID.randomUUID().toString().substring(0, 8);
    String bad = exam.item(Exam.choice("Bad? " + tag).put("tags", new JsonArray().add(tag)));
    exam.item(Exam.choice("Good? " + tag).put("tags", new JsonArray().add(tag)));
    String both = exam.qualification(new JsonObject());
    exam.publish(both, plan(section("one", tag, 2)));
    var worker = world.worker();
    var attempt = Exam.begin(worker, both);
    for (JsonObject one : Exam.items(attempt)) {
      String choice = one.getString("item_id").equals(bad) ? "wrong" : "right";
      Exam.save(
          worker, attempt, one.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    assertThat(Exam.submit(worker, attempt).getJsonObject("result").getInteger("level"))
        .isEqualTo(2);
    var under = world.worker();
    var open = Exam.begin(under, both);

    var effect = preview(author, removal(bad));
    assertThat(effect.getInteger("attempts")).as("the open one is not").isEqualTo(1);
    assertThat(effect.getInteger("raised")).isEqualTo(1);
    finished(author, make(author, removal(bad), effect));

    assertThat(now(worker, attempt).getJsonObject("result").getInteger("level")).isEqualTo(4);
    for (JsonObject one : Exam.items(open)) {
      String choice = one.getString("item_id").equals(bad) ? "wrong" : "right";
      Exam.save(under, open, one.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    assertThat(Exam.submit(under, open).getJsonObject("result").getDouble("score")).isEqualTo(1);
    assertThat(author.get("/v1/items/" + bad).getString("state")).isEqualTo("retired");
    assertThat(refusal(() -> Exam.begin(world.worker(), both)).code())
        .as("one item is left for a form of two")
        .isEqualTo("attempt_not_possible");
  }

  @Test
  void aLevelThatIsKeptIsNotGrantedAnew() {
    String valid = exam.qualification(new JsonObject().put("valid_days", 30));
    String tag = "v-" + UUID.randomUUID().toString().substring(0, 8);
    String choice = exam.item(Exam.choice("Which? " + tag).put("tags", new JsonArray().add(tag)));
    exam.publish(valid, plan(section("one", tag, 1)));
    var kept = world.worker();
    var revoked = world.worker();
    sent(kept, valid, "right");
    sent(revoked, valid, "right");
    var end =
        kept.get("/v1/qualifications/" + valid).getJsonObject("held").getInstant("expires_at");
    author.send("DELETE", "/v1/qualifications/" + valid + "/grants/" + revoked.workerId(), null);

    var made = done(author, key(choice, "wrong"));

    assertThat(made.getJsonObject("effect").getInteger("would_not_pass")).isEqualTo(2);
    assertThat(
            kept.get("/v1/qualifications/" + valid).getJsonObject("held").getInstant("expires_at"))
        .isEqualTo(end);
    assertThat(revoked.get("/v1/qualifications/" + valid).containsKey("held")).isFalse();
  }

  @Test
  void whatIsLeftOfNothingKeepsItsDecision() {
    var worker = world.worker();
    var passed = sent(worker, "right");

    var made = done(author, removal(item));

    assertThat(made.getJsonObject("effect").getInteger("changed")).isZero();
    assertThat(now(worker, passed).getJsonObject("result").getDouble("score")).isEqualTo(1);
    assertThat(now(worker, passed).getJsonObject("result").getInteger("version")).isEqualTo(1);
  }

  @Test
  void aReviewerWhoseGradesAreSetAsideHasThemGradedByOthers() {
    var essay = new Graded(server.url(), author, new JsonObject());
    var bad = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var third = essay.reviewer(world.worker());
    var fourth = essay.reviewer(world.worker());
    var writer = world.worker();
    var sent = essay.written(writer, "The moon pulls the sea.");
    Graded.send(bad, essay.claimed(bad), 0);
    Graded.send(other, essay.claimed(other), 1);
    assertThat(now(writer, sent).getString("state")).isEqualTo("failed");
    var correction = reviewer(bad, essay.qualification());

    var later = correction.copy().put("since", Instant.now().plusSeconds(60).toString());
    assertThat(preview(author, later).getInteger("attempts")).as("nothing since then").isZero();
    var effect = preview(author, correction);
    assertThat(effect.getInteger("attempts")).isEqualTo(1);
    assertThat(effect.getInteger("regrading")).isEqualTo(1);
    assertThat(effect.getJsonArray("pay")).containsExactly(money("0.80"));
    var made = make(author, correction, effect);
    assertThat(made.getInteger("left")).isEqualTo(1);
    assertThat(now(writer, sent).getString("state")).as("until it is graded").isEqualTo("failed");
    assertThat(essay.claim(bad, UUID.randomUUID())).as("not again").isEmpty();
    Graded.send(third, essay.claimed(third), 4);
    assertThat(left(author, made)).as("they differ").isEqualTo(1);
    var adjudication = essay.claimed(fourth);
    assertThat(adjudication.getString("role")).isEqualTo("adjudicator");
    Graded.send(fourth, adjudication, 4);

    finished(author, made);
    var result = now(writer, sent).getJsonObject("result");
    assertThat(result.getBoolean("passed")).isTrue();
    assertThat(result.getInteger("level")).isEqualTo(4);
    assertThat(result.getString("changed")).isEqualTo(REASON);
    assertThat(earned(bad)).as("the pay stays").isEqualTo(800_000);
    var again = preview(author, correction);
    assertThat(again.getInteger("attempts")).isZero();
    assertThat(again.getInteger("regrading")).isZero();
  }

  @Test
  void whoPassedByGradesThatAreSetAsideKeepsTheLevel() {
    var essay = new Graded(server.url(), author, new JsonObject());
    var kind = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var third = essay.reviewer(world.worker());
    var writer = world.worker();
    var sent = essay.written(writer, "The wind blows it.");
    Graded.send(kind, essay.claimed(kind), 4);
    Graded.send(other, essay.claimed(other), 3);
    assertThat(now(writer, sent).getJsonObject("result").getInteger("level")).isEqualTo(2);

    var correction = reviewer(kind, essay.qualification());
    var made = make(author, correction, preview(author, correction));
    Graded.send(third, essay.claimed(third), 2);
    finished(author, made);
    var second = reviewer(other, essay.qualification());
    made = make(author, second, preview(author, second));
    var fourth = essay.reviewer(world.worker());
    Graded.send(fourth, essay.claimed(fourth), 1);
    finished(author, made);

    var now = now(writer, sent);
    assertThat(now.getString("state")).isEqualTo("passed");
    assertThat(now.getJsonObject("result").getDouble("score")).isEqualTo(1.5 / 4);
    assertThat(now.getJsonObject("result").getInteger("level")).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithACorrectionIsSaid() {
    assertThat(pointers(new JsonObject().put("kind", "key").put("item_id", item)))
        .containsExactly("/key");
    assertThat(pointers(new JsonObject().put("kind", "remove_item"))).containsExactly("/item_id");
    assertThat(pointers(new JsonObject().put("kind", "reviewer"))).containsExactly("/account_id");
    assertThat(pointers(key(item, "unknown"))).allMatch(at -> at.startsWith("/key/correct"));
    assertThat(pointers(key(item, "right").put("key", ownKey()))).containsExactly("/key");
    var essay = exam.item(Exam.essay("Write. " + UUID.randomUUID()));
    var rubric = Exam.essay("Write.").getJsonObject("key");
    rubric.getJsonObject("rubric").put("tolerance", 2);
    assertThat(
            pointers(new JsonObject().put("kind", "key").put("item_id", essay).put("key", rubric)))
        .containsExactly("/key/rubric");
    var made =
        refusal(
            () ->
                make(
                    author,
                    key(item, "unknown"),
                    new JsonObject().put("effect_hash", "0".repeat(64))));
    assertThat(made.status()).isEqualTo(422);
    assertThat(made.document().encode()).contains("/correction/key/correct");
  }

  private JsonObject ownKey() {
    return author.get("/v1/items/" + item).getJsonObject("key");
  }

  private static List<String> pointers(JsonObject correction) {
    var refused = refusal(() -> preview(author, correction));
    assertThat(refused.status()).isEqualTo(422);
    return refused.document().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  @Test
  void correctionsAreTheOrganisationsOwn() {
    sent(world.worker(), "wrong");
    var effect = preview(author, key(item, "wrong"));
    var stranger = world.requester();
    var member = world.requester();
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select i.organisation_id, a.id, 'reviewer' from item i, account a where i.id = $1 and a.email = $2
        """,
        ItemId.parse(item).value(),
        member.email());

    assertThat(refusal(() -> preview(stranger, key(item, "wrong"))).status()).isEqualTo(404);
    assertThat(refusal(() -> make(stranger, key(item, "wrong"), effect)).status()).isEqualTo(404);
    assertThat(refusal(() -> preview(stranger, reviewer(author, qualification))).status())
        .isEqualTo(404);
    assertThat(refusal(() -> make(member, key(item, "wrong"), effect)).status()).isEqualTo(403);
    var made = make(author, key(item, "wrong"), effect);
    assertThat(stranger.get("/v1/corrections").getJsonArray("data")).isEmpty();
    finished(author, made);
    var listed = member.get("/v1/corrections?limit=1");
    var newest = listed.getJsonArray("data").getJsonObject(0);
    assertThat(newest.getString("id")).isEqualTo(made.getString("id"));
    assertThat(newest.getString("reason")).isEqualTo(REASON);
    assertThat(newest.getString("by")).isEqualTo(author.me().getString("display_name"));
    assertThat(newest.getInteger("left")).isZero();
  }
}
