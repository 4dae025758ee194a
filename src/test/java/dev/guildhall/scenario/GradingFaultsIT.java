package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.redis.RedisConfig;
import dev.guildhall.simulation.Person;
import dev.guildhall.testing.Stores;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis only suggests: without it people grade all the same. */
class GradingFaultsIT {

  private static final EmbeddedRedis redis = started();

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          configuration ->
              configuration.withStores(
                  configuration.postgres(),
                  new RedisConfig(
                      redis.host(), redis.port(), new Secret(redis.password()), 2_000)));

  private static EmbeddedRedis started() {
    var home = Path.of("target", "test-homes", "grading-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return EmbeddedRedis.start(home, StoreOptions.defaults().withRuntimes(Stores.runtimes()));
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void gradingGoesOnThroughADeadRedisAndAfterIt() {
    var world = new World(server.url());
    var essay = new Graded(server.url(), world.requester(), new JsonObject());
    var one = essay.reviewer(world.worker());
    var other = essay.reviewer(world.worker());
    var third = essay.reviewer(world.worker());
    essay.written(world.worker(), "The moon pulls the sea.");
    grade(essay, one, 3);

    redis.killHard();
    grade(essay, other, 0);
    essay.written(world.worker(), "The wind blows it.");
    var given = essay.claimed(other);
    var back = essay.claimed(one);
    Graded.giveBack(one, back, "no_time");
    grade(essay, third, 2);
    Graded.send(other, given, 3);
    redis.restart();
    essay.written(world.worker(), "The earth turns.");
    grade(essay, third, 3);
    grade(essay, other, 3);
    grade(essay, third, 3);

    assertThat(
            server.sql("select state || ' ' || live from paper order by rank").stream()
                .map(row -> row.getString(0)))
        .containsExactlyElementsOf(List.of("final 3", "final 2", "final 2"));
    assertThat(essay.claim(one, UUID.randomUUID())).isEmpty();
  }

  private static void grade(Graded essay, Person who, int grade) {
    Graded.send(who, essay.claimed(who), grade);
  }
}
