package dev.guildhall.platform.sql;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoalescerTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void whatArrivesWhileABatchIsUnderWaySharesTheNextOne() {
    var gate = Promise.<Void>promise();
    var batches = Collections.synchronizedList(new ArrayList<Integer>());
    var group =
        group(
            questions -> {
              batches.add(questions.size());
              return gate.future().map(questions.stream().map(q -> q * 10).toList());
            });

    var answers = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 20; i++) {
      answers.add(group.ask(i));
    }
    gate.complete();
    await(Future.all(answers));

    assertThat(answers.stream().map(Future::result))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 20).map(i -> i * 10).boxed().toList());
    assertThat(batches).containsExactly(1, 19);
  }

  @Test
  void whatHasWaitedForTooLongIsNotBegun() {
    var gate = Promise.<Void>promise();
    var time = new AtomicLong();
    var asked = Collections.synchronizedList(new ArrayList<Integer>());
    var group =
        new Coalescer<Integer, Integer>(
            vertx,
            "test",
            new Meters(),
            _ -> "one lane",
            questions -> {
              asked.addAll(questions);
              return gate.future().map(questions);
            },
            time::get);

    var underWay = group.ask(1);
    var late = group.ask(2);
    time.addAndGet(Duration.ofSeconds(4).toNanos());
    var inTime = group.ask(3);
    time.addAndGet(Duration.ofSeconds(4).toNanos());
    gate.complete();

    assertThat(await(underWay)).isEqualTo(1);
    assertThat(await(inTime)).isEqualTo(3);
    assertThatThrownBy(() -> await(late)).isInstanceOf(Refusal.Unavailable.class);
    assertThat(asked).containsExactly(1, 3);
  }

  @Test
  void whatContendsForSomethingElseDoesNotWait() {
    var gate = Promise.<Void>promise();
    var group =
        new Coalescer<Integer, Integer>(
            vertx,
            "test",
            new Meters(),
            question -> question,
            questions ->
                questions.contains(0)
                    ? gate.future().map(questions)
                    : Future.succeededFuture(questions));

    var held = group.ask(0);

    assertThat(await(group.ask(1))).isEqualTo(1);
    assertThat(held.isComplete()).isFalse();
    gate.complete();
    assertThat(await(held)).isZero();
  }

  @Test
  void oneBadQuestionDoesNotSpoilItsNeighbours() {
    var gate = Promise.<Void>promise();
    var group =
        group(
            questions ->
                gate.future()
                    .compose(
                        _ ->
                            questions.contains(13)
                                ? Future.failedFuture(new IllegalStateException("13"))
                                : Future.succeededFuture(questions)));

    var answers = new ArrayList<Future<Integer>>();
    for (int i = 10; i < 20; i++) {
      answers.add(group.ask(i));
    }
    gate.complete();

    for (int i = 10; i < 20; i++) {
      var answer = answers.get(i - 10);
      if (i == 13) {
        assertThatThrownBy(() -> await(answer)).hasMessage("13");
      } else {
        assertThat(await(answer)).isEqualTo(i);
      }
    }
  }

  @Test
  void readsOfOneKeyShareOneLook() {
    var gate = Promise.<Void>promise();
    var looks = Collections.synchronizedList(new ArrayList<Set<String>>());
    var reads =
        Coalescer.<String, Integer>ofReads(
            vertx,
            "test",
            new Meters(),
            keys -> {
              looks.add(keys);
              return gate.future().map(Map.of("two", 2));
            });

    var first = reads.ask("two");
    var again = reads.ask("two");
    var twin = reads.ask("two");
    var missing = reads.ask("three");
    gate.complete();

    assertThat(await(first)).contains(2);
    assertThat(await(again)).contains(2);
    assertThat(await(twin)).contains(2);
    assertThat(await(missing)).isEmpty();
    assertThat(looks).containsExactly(Set.of("two"), Set.of("two", "three"));
  }

  private Coalescer<Integer, Integer> group(
      java.util.function.Function<List<Integer>, Future<List<Integer>>> work) {
    return new Coalescer<>(vertx, "test", new Meters(), _ -> "the same rows", work);
  }
}
