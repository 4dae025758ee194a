package dev.guildhall.scenario;

import static dev.guildhall.scenario.Exam.plan;
import static dev.guildhall.scenario.Exam.section;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.Stores;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A correction survives its node. */
@Timeout(300)
class CorrectionFaultsIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final Path HOME =
      Path.of("target", "test-homes", "correction-" + ProcessHandle.current().pid());
  // More than one transaction of it decides anew.
  private static final int WORKERS = 24;

  @Test
  void whatIsLeftWhenTheNodeDiesIsDoneByTheNextAndNothingTwice() throws IOException {
    Files.createDirectories(HOME);
    try (var server = ServerProcess.serving(HOME, settings())) {
      var world = new World(server.url());
      var author = world.requester();
      var exam = new Exam(server.url(), author);
      String item =
          exam.item(Exam.choice("Which one?").put("tags", new JsonArray().add("the-one")));
      String qualification = exam.qualification(new JsonObject());
      exam.publish(qualification, plan(section("one", "the-one", 1)));
      for (int i = 0; i < WORKERS; i++) {
        var worker = world.worker();
        var attempt = Exam.begin(worker, qualification);
        Exam.save(worker, attempt, item, new JsonObject().put("choice", "wrong"), 0);
        Exam.submit(worker, attempt);
      }
      // Each decision takes a while, so that there is a middle to die in.
      test.sql(
          """
          create function slowly() returns trigger language plpgsql as
          $$begin perform pg_sleep(0.1); return new; end$$
          """);
      test.sql(
          "create trigger slowly before insert on attempt_decision for each row execute function slowly()");
      var correction = Corrected.key(item, "wrong");
      var made = Corrected.make(author, correction, Corrected.preview(author, correction));
      eventually(() -> count("done_at is not null") > 0);

      server.kill();

      long done = count("done_at is not null");
      assertThat(done).as("in the middle").isBetween(1L, WORKERS - 1L);
      test.sql("drop trigger slowly on attempt_decision");
      server.start();
      server.awaitReady();
      // Another node would wait for the lease of the one that died.
      test.sql("update job set lease_until = now() where kind = 'correction'");

      Corrected.finished(world.again(author), made);
      assertThat(count("level_before is null and level = 4")).isEqualTo(WORKERS);
      assertThat(
              test.sql(
                  "select attempt_id from attempt_decision group by attempt_id having count(*) <> 2"))
          .as("each was decided anew once")
          .isEmpty();
      assertThat(test.sql("select 1 from attempt_decision")).hasSize(2 * WORKERS);
      assertThat(
              test.sql(
                  "select 1 from event where type = 'attempt.decided' and payload ->> 'cause_id' is not null"))
          .as("each is told once")
          .hasSize(WORKERS);
      assertThat(test.sql("select 1 from qualification_grant where level = 4")).hasSize(WORKERS);
      eventually(() -> test.sql("select 1 from job where kind = 'correction'").isEmpty());
    }
  }

  private static long count(String which) {
    return test.sql("select count(*) from correction_attempt where " + which).getFirst().getLong(0);
  }

  private static Map<String, String> settings() {
    var postgres = test.postgres();
    var redis = Stores.redis();
    var settings = new HashMap<String, String>();
    settings.put("DEMO_ENABLED", "true");
    settings.put("ACCOUNTS_SECRET", "a secret of thirty-two characters or more");
    settings.put("POSTGRES_HOST", postgres.host());
    settings.put("POSTGRES_PORT", Integer.toString(postgres.port()));
    settings.put("POSTGRES_DATABASE", postgres.database());
    settings.put("POSTGRES_USER", postgres.user());
    settings.put("POSTGRES_PASSWORD", postgres.password().reveal());
    settings.put("REDIS_HOST", redis.host());
    settings.put("REDIS_PORT", Integer.toString(redis.port()));
    settings.put("REDIS_PASSWORD", redis.password().reveal());
    return settings;
  }
}
