package dev.guildhall.platform.job;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.testing.TestPlatform;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobQueueIT {

  private static final String KIND = "weave";
  private static final int MAX_ATTEMPTS = 8;

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  @AfterEach
  void clear() {
    test.sql("delete from job");
  }

  @Test
  void aJobIsDoneOnceAndForgotten() {
    var done = new AtomicInteger();
    var queue = queue(done::incrementAndGet);
    enqueue(queue);

    assertThat(queue.run()).isEqualTo(1);
    assertThat(queue.run()).isZero();

    assertThat(done).hasValue(1);
    assertThat(jobs()).isEmpty();
  }

  @Test
  void anAttemptIsCountedBeforeItBegins() {
    var seen = new AtomicInteger();
    var queue = queue(() -> seen.set(jobs().getFirst().getInteger("attempts")));
    enqueue(queue);

    queue.run();

    assertThat(seen).hasValue(1);
  }

  @Test
  void aJobKeepsItsLeaseForAsLongAsItTakes() {
    var queue =
        queue(
            () -> {
              for (int renewals = 0; renewals < 3; renewals++) {
                var before = leaseEnd();
                while (!leaseEnd().isAfter(before)) {
                  Thread.onSpinWait();
                }
              }
            });
    enqueue(queue);

    queue.run();

    assertThat(jobs()).isEmpty();
  }

  @Test
  void aNodeThatWasGivenUpOnStopsAndChangesNothing() throws Exception {
    var stopped = new CountDownLatch(1);
    var queue =
        queue(
            () -> {
              takenByAnotherNode();
              try {
                new CountDownLatch(1).await();
              } finally {
                stopped.countDown();
              }
            });
    enqueue(queue);

    queue.run();

    assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(jobs())
        .extracting(job -> job.getString("state"), job -> job.getInteger("attempts"))
        .containsExactly(tuple("running", 2));
  }

  @Test
  void anEndThatComesTooLateChangesNothing() {
    var queue = queue(JobQueueIT::takenByAnotherNode);
    enqueue(queue);

    queue.run();

    assertThat(jobs()).extracting(job -> job.getString("state")).containsExactly("running");
  }

  @Test
  void aJobThatFailsEachTimeRestsWithItsLastError() {
    var attempts = new AtomicInteger();
    var queue =
        queue(
            () -> {
              // Not an exception on purpose: an error is a failure as well.
              throw new StackOverflowError("attempt " + attempts.incrementAndGet());
            });
    enqueue(queue);

    while (queue.run() > 0) {
      test.sql("update job set run_after = clock_timestamp()");
    }

    assertThat(attempts).hasValue(MAX_ATTEMPTS);
    assertThat(jobs())
        .extracting(job -> job.getString("state"), job -> job.getString("error"))
        .containsExactly(tuple("failed", "java.lang.StackOverflowError: attempt 8"));
  }

  @Test
  void aJobThatEndsWithItsNodeEachTimeIsNotTriedForEver() {
    var begun = new AtomicInteger();
    var queue = queue(begun::incrementAndGet);
    enqueue(queue);

    for (int attempt = 0; attempt < MAX_ATTEMPTS + 2; attempt++) {
      takenByANodeThatDies();
    }

    assertThat(queue.run()).isZero();
    assertThat(begun).hasValue(0);
    assertThat(jobs())
        .extracting(
            job -> job.getString("state"),
            job -> job.getInteger("attempts"),
            job -> job.getString("error"))
        .containsExactly(tuple("failed", MAX_ATTEMPTS, "the last attempt ended with its node"));
  }

  private static void takenByAnotherNode() {
    test.sql("update job set attempts = attempts + 1");
  }

  private static void takenByANodeThatDies() {
    await(
        test.platform()
            .database()
            .inTransaction(
                tx -> new JobRepository().take(tx, Set.of(KIND), Duration.ZERO, MAX_ATTEMPTS)));
  }

  private static void enqueue(JobQueue queue) {
    await(test.platform().database().inTransaction(tx -> queue.enqueue(tx, KIND, Map.of())));
  }

  /** The queue as a node has it that renews its leases often. */
  private static JobQueue queue(Work work) {
    var platform = test.platform();
    var queue = new JobQueue(platform.database(), platform.ids(), Duration.ofMillis(20));
    queue.handle(KIND, _ -> work.run());
    return queue;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static List<Row> jobs() {
    return test.sql("select state, attempts, error from job");
  }

  private static OffsetDateTime leaseEnd() {
    return test.sql("select lease_until from job").getFirst().getOffsetDateTime(0);
  }
}
