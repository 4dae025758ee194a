package dev.guildhall.platform.event;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node keeps until the feed says that it changed. */
class EventCacheIT {

  private static final int SIZE = 10;
  private static final String CHANGED = "test.changed";

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final UUID key = UUID.randomUUID();
  private int reads;
  private Supplier<Future<Integer>> reading = () -> Future.succeededFuture(reads);
  private EventFeed feed;
  private EventCache<UUID, Integer> cache;

  @BeforeEach
  void prepare() {
    feed = new EventFeed(test.platform().database(), test.platform().events());
    cache =
        new EventCache<>(
            feed,
            SIZE,
            Set.of(CHANGED),
            event -> Optional.of(event.subject()),
            _ -> {
              reads++;
              return reading.get();
            });
  }

  @Test
  void aValueIsReadOnceUntilAnEventSaysThatItChanged() {
    await(feed.poll());

    assertThat(await(cache.get(key))).isEqualTo(1);
    assertThat(await(cache.get(key))).isEqualTo(1);
    change(UUID.randomUUID());
    await(feed.poll());
    assertThat(await(cache.get(key))).isEqualTo(1);

    change(key);
    await(feed.poll());
    assertThat(await(cache.get(key))).isEqualTo(2);
  }

  @Test
  void aReadThatBeganBeforeTheChangeIsNotKept() {
    await(feed.poll());
    var slow = Promise.<Integer>promise();
    reading = slow::future;
    var before = cache.get(key);

    change(key);
    await(feed.poll());
    slow.complete(-1);
    reading = () -> Future.succeededFuture(reads);

    assertThat(await(before)).isEqualTo(-1);
    assertThat(await(cache.get(key))).isEqualTo(2);
  }

  @Test
  void nothingIsKeptBeforeTheFeedRuns() {
    assertThat(await(cache.get(key))).isEqualTo(1);
    assertThat(await(cache.get(key))).isEqualTo(2);

    await(feed.poll());
    assertThat(await(cache.get(key))).isEqualTo(3);
  }

  @Test
  void aFailedReadIsTriedAgain() {
    await(feed.poll());
    reading = () -> Future.failedFuture("away");
    assertThat(await(cache.get(key).otherwise(-1))).isEqualTo(-1);

    reading = () -> Future.succeededFuture(reads);
    assertThat(await(cache.get(key))).isEqualTo(2);
  }

  private static void change(UUID key) {
    var event = new Event(CHANGED, key, null, new JsonObject());
    await(
        test.platform().database().inTransaction(tx -> test.platform().events().append(tx, event)));
  }
}
