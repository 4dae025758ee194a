package dev.guildhall.platform.redis;

import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.ThreeMasters;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys lie on three masters, and one that is gone takes only its own with it. */
class RedisClusterIT {

  private static final List<String> SETS =
      IntStream.range(0, 60).mapToObj(i -> "{pool:" + i + "}:seen").toList();

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path home;
  private ThreeMasters masters;
  private Redis redis;

  @BeforeEach
  void connect() {
    masters = ThreeMasters.start(home);
    redis = Redis.connect(vertx, masters.config());
    eventually(() -> await(redis.ping()));
  }

  @AfterEach
  void close() {
    await(redis.close());
    masters.close();
    await(vertx.close());
  }

  @Test
  void everyKeyIsReachedThroughOneNamedMaster() {
    assertThat(SETS).allMatch(this::answers);
    assertThat(await(redis.ping())).isTrue();
  }

  @Test
  void aMasterThatIsGoneTakesOnlyItsOwnKeysWithItAndComesBack() {
    String lost = SETS.getFirst();
    var killed = masters.killHolder(lost);

    eventually(() -> !answers(lost));
    assertThat(SETS.stream().filter(this::answers).count()).isBetween(20L, 50L);
    eventually(() -> !await(redis.ping()));

    killed.restart();
    eventually(() -> SETS.stream().allMatch(this::answers));
    eventually(() -> await(redis.ping()));
  }

  private boolean answers(String set) {
    return await(redis.add(set, List.of("a"), Duration.ofMinutes(1)).map(true).otherwise(false));
  }
}
