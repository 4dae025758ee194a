package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.qualification.QualificationId;
import dev.guildhall.simulation.Person;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys change at random, and items are taken out. After each correction every score is what the
 * keys say, what was previewed has come about, and no level and no cent is taken away.
 */
class CorrectionPropertyIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final int ITEMS = 4;
  private static final int WORKERS = 6;
  private static final int CORRECTIONS = 12;
  private static final List<String> OPTIONS = List.of("right", "wrong", "other");

  /** One worker's attempt. */
  private record Taken(Person worker, JsonObject attempt, Map<String, String> answers) {}

  /** What stands on record of an attempt. */
  private record Standing(double score, int level, int granted, long earned, String state) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noSequenceOfCorrectionsTakesALevelOrACentAway(long seed) {
    var random = new Random(seed);
    var world = new World(server.url());
    var author = world.requester();
    var exam = new Exam(server.url(), author);
    String tag = "p-" + UUID.randomUUID().toString().substring(0, 8);
    var keys = new HashMap<String, String>();
    for (int i = 0; i < ITEMS; i++) {
      String item =
          exam.item(Exam.choice("Item " + i + " " + tag).put("tags", new JsonArray().add(tag)));
      keys.put(item, "right");
    }
    String qualification = exam.qualification(new JsonObject());
    exam.publish(qualification, plan(section("one", tag, ITEMS)).put("pay", money("2.50")));
    var taken = new ArrayList<Taken>();
    for (int i = 0; i < WORKERS; i++) {
      taken.add(taken(world.worker(), qualification, random));
    }
    var before = standings(taken, qualification);
    for (int n = 0; n < CORRECTIONS; n++) {
      var items = new ArrayList<>(keys.keySet());
      if (items.size() > 1 && random.nextInt(8) == 0) {
        String out = items.get(random.nextInt(items.size()));
        expect(author, Corrected.removal(out), taken, qualification, before);
        keys.remove(out);
      } else {
        String item = items.get(random.nextInt(items.size()));
        var others = OPTIONS.stream().filter(one -> !one.equals(keys.get(item))).toList();
        String right = others.get(random.nextInt(others.size()));
        expect(author, Corrected.key(item, right), taken, qualification, before);
        keys.put(item, right);
      }
      var after = standings(taken, qualification);
      for (int i = 0; i < WORKERS; i++) {
        assertThat(after.get(i).score()).isCloseTo(score(taken.get(i), keys), within(1e-12));
        assertThat(after.get(i).level())
            .isEqualTo(Math.max(before.get(i).level(), level(score(taken.get(i), keys))));
        assertThat(after.get(i).granted())
            .as("what is granted is what was earned")
            .isEqualTo(after.get(i).level());
        assertThat(after.get(i).earned()).isEqualTo(before.get(i).earned()).isEqualTo(2_500_000);
        assertThat(after.get(i).state()).isEqualTo(after.get(i).level() > 0 ? "passed" : "failed");
      }
      before = after;
    }
    assertThat(server.sql("select 1 from job where state = 'failed'")).isEmpty();
  }

  private static Taken taken(Person worker, String qualification, Random random) {
    var attempt = Exam.begin(worker, qualification);
    var answers = new HashMap<String, String>();
    for (JsonObject item : Exam.items(attempt)) {
      String choice = OPTIONS.get(random.nextInt(OPTIONS.size()));
      answers.put(item.getString("item_id"), choice);
      Exam.save(
          worker, attempt, item.getString("item_id"), new JsonObject().put("choice", choice), 0);
    }
    Exam.submit(worker, attempt);
    return new Taken(worker, attempt, answers);
  }

  /** Makes the correction, and compares what it said with what it did. */
  private static void expect(
      Person author,
      JsonObject correction,
      List<Taken> taken,
      String qualification,
      List<Standing> before) {
    var effect = Corrected.preview(author, correction);
    assertThat(standings(taken, qualification)).as("a preview changes nothing").isEqualTo(before);
    Corrected.finished(author, Corrected.make(author, correction, effect));
    var after = standings(taken, qualification);
    int changed = 0;
    int passed = 0;
    int raised = 0;
    for (int i = 0; i < WORKERS; i++) {
      changed += before.get(i).score() == after.get(i).score() ? 0 : 1;
      passed += before.get(i).level() == 0 && after.get(i).level() > 0 ? 1 : 0;
      raised += before.get(i).level() > 0 && after.get(i).level() > before.get(i).level() ? 1 : 0;
    }
    assertThat(effect.getInteger("attempts")).isEqualTo(WORKERS);
    assertThat(effect.getInteger("changed")).isEqualTo(changed);
    assertThat(effect.getInteger("newly_passed")).isEqualTo(passed);
    assertThat(effect.getInteger("raised")).isEqualTo(raised);
  }

  private static List<Standing> standings(List<Taken> taken, String qualification) {
    return taken.stream().map(one -> standing(one, qualification)).toList();
  }

  private static Standing standing(Taken taken, String qualification) {
    var row =
        server
            .sql(
                """
                select a.score, coalesce(a.level, 0) as level, a.state,
                       coalesce((
                         select g.level from qualification_grant g
                         where g.qualification_id = $2 and g.worker_id = a.worker_id), 0) as granted,
                       (select coalesce(sum(amount_micros), 0) from earning e where e.worker_id = $3)::bigint as earned
                from attempt a where a.id = $1
                """,
                Exam.id(taken.attempt()),
                QualificationId.parse(qualification).value(),
                WorkerId.parse(taken.worker().workerId()).value())
            .getFirst();
    return new Standing(
        row.getDouble("score"),
        row.getInteger("level"),
        row.getInteger("granted"),
        row.getLong("earned"),
        row.getString("state"));
  }

  private static double score(Taken taken, Map<String, String> keys) {
    return keys.entrySet().stream()
        .mapToInt(key -> taken.answers().get(key.getKey()).equals(key.getValue()) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  /** By the plan: half for level 2, all for level 4. */
  private static int level(double score) {
    return score >= 1 ? 4 : score >= 0.5 ? 2 : 0;
  }
}
