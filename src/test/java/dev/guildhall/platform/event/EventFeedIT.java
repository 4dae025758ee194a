package dev.guildhall.platform.event;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log as nodes hear it, while transactions of any length write to it. */
class EventFeedIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final List<Integer> heard = new ArrayList<>();
  private final EventListener listener =
      new EventListener() {
        @Override
        public Set<String> types() {
          return Set.of("test.happened", "test.flooded");
        }

        @Override
        public void heard(News news) {
          news.events().forEach(event -> heard.add(event.payload().getInteger("n")));
        }

        @Override
        public void missedSome(EventPosition position) {
          missed++;
        }
      };
  private int missed;
  private EventFeed feed;

  @BeforeEach
  void listen() {
    feed = new EventFeed(test.platform().database(), test.platform().events());
    feed.listen(listener);
    await(feed.poll());
  }

  @Test
  void whatWasCommittedBeforeTheFirstLookIsOld() {
    await(append(1));
    var late = new EventFeed(test.platform().database(), test.platform().events());
    late.listen(listener);

    await(late.poll());
    await(late.poll());

    assertThat(heard).isEmpty();
    assertThat(late.isCurrent(Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void anEventDoesNotWaitForALongTransactionThatBeganBeforeIt() {
    var end = Promise.<Void>promise();
    var longOne = append(1, end.future());
    await(longOne.begun());
    await(append(2));

    await(feed.poll());
    assertThat(heard).containsExactly(2);

    end.complete();
    await(longOne.done());
    await(feed.poll());
    await(feed.poll());
    assertThat(heard).containsExactly(2, 1);
  }

  @Test
  void whatIsRolledBackIsNeverHeard() {
    var end = Promise.<Void>promise();
    var broken = append(1, end.future());
    await(broken.begun());
    await(feed.poll());

    end.fail("rolled back");
    await(broken.done().otherwiseEmpty());
    await(feed.poll());

    assertThat(heard).isEmpty();
  }

  @Test
  void eachEventIsHeardOnceWhateverTheOrderOfCommits() {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      heard.clear();
      var open = new ArrayList<Open>();
      var expected = new ArrayList<Integer>();
      for (int n = 0; n < 40; n++) {
        if (random.nextInt(3) == 0 && open.size() < 5) {
          var end = Promise.<Void>promise();
          var one = append(n, end.future());
          await(one.begun());
          open.add(new Open(end, one.done()));
        } else if (random.nextBoolean() && !open.isEmpty()) {
          finish(open.remove(random.nextInt(open.size())));
          await(append(n));
        } else {
          await(append(n));
        }
        expected.add(n);
        if (random.nextInt(4) == 0) {
          await(feed.poll());
        }
      }
      open.forEach(EventFeedIT::finish);
      await(feed.poll());

      assertThat(heard).as("round %d", round).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aFloodIsToldInOneWord() {
    test.sql(
        """
        insert into event (type, subject_id, payload)
        select 'test.flooded', gen_random_uuid(), '{"n": 1}' from generate_series(1, 10001)
        """);

    await(feed.poll());
    await(append(5));
    await(feed.poll());

    assertThat(missed).isEqualTo(1);
    assertThat(heard).containsExactly(5);
  }

  private record Open(Promise<Void> end, Future<Void> done) {}

  private static void finish(Open one) {
    one.end().complete();
    await(one.done());
  }

  /** An event in a transaction of its own. */
  private record Appended(Future<Void> begun, Future<Void> done) {}

  private static Future<Void> append(int n) {
    return append(n, Future.succeededFuture()).done();
  }

  private static Appended append(int n, Future<Void> until) {
    var begun = Promise.<Void>promise();
    var event = new Event("test.happened", test.newId(), null, new JsonObject().put("n", n));
    var done =
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    test.platform()
                        .events()
                        .append(tx, event)
                        .onSuccess(_ -> begun.complete())
                        .compose(_ -> until));
    return new Appended(begun.future(), done);
  }
}
