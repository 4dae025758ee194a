package dev.guildhall.platform.redis;

import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.testing.TestPlatform.await;

import dev.guildhall.fault.Cut;
import dev.guildhall.fault.Direction;
import dev.guildhall.fault.FaultProxy;
import dev.guildhall.testing.Stores;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node finds back to Redis by itself, whatever happened to the way there. */
class RedisIT {

  private final Vertx vertx = Vertx.vertx();
  private FaultProxy link;
  private Redis redis;

  @BeforeEach
  void connect() {
    var config = Stores.redis();
    link = FaultProxy.toRedis(config.port());
    redis =
        Redis.connect(vertx, new RedisConfig(config.host(), link.port(), config.password(), 250));
    eventually(this::answers);
  }

  @AfterEach
  void close() {
    await(redis.close());
    link.close();
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aConnectionThatIsDeadWithoutAWordIsReplaced(Direction direction) {
    link.swallow(direction);
    eventually(() -> !answers());
    link.heal();

    eventually(this::answers);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void aConnectionThatWasCutIsReplaced(Cut cut) {
    link.refuse();
    link.cut(cut);
    eventually(() -> !answers());
    link.heal();

    eventually(this::answers);
  }

  @Test
  void aConnectionOnWhichGarbageCameIsReplaced() {
    link.garble(Direction.TO_CLIENT);
    eventually(() -> !answers());
    link.heal();

    eventually(this::answers);
  }

  private boolean answers() {
    return await(redis.ping());
  }
}
