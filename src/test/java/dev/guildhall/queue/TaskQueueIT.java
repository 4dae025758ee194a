package dev.guildhall.queue;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskQueueIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private final UUID pool = test.newId();
  private TaskQueue queue;

  @BeforeEach
  void makeQueue() {
    queue = new TaskQueue(test.platform());
  }

  @Test
  void aPoolThatWasNeverLoadedIsCold() {
    assertThat(propose(test.newId(), test.newId())).isInstanceOf(Proposal.Cold.class);
  }

  @Test
  void theLowestRankGoesFirstAndARepeatedClaimHearsTheSame() {
    UUID first = test.newId();
    UUID second = test.newId();
    load(new WaitingTask(second, 2, 1), new WaitingTask(first, 1, 1));
    UUID worker = test.newId();
    UUID claim = test.newId();

    assertThat(propose(worker, claim)).isEqualTo(new Proposal.Task(first));
    assertThat(propose(worker, claim)).isEqualTo(new Proposal.Task(first));
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.Task(second));
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.None());
  }

  @Test
  void aTaskIsProposedAsOftenAsItHasSlotsAndNeverTwiceToOneWorker() {
    UUID task = test.newId();
    load(new WaitingTask(task, 1, 3));
    UUID worker = test.newId();

    UUID claim = test.newId();
    assertThat(propose(worker, claim)).isEqualTo(new Proposal.Task(task));
    end(worker, claim, task, OfferEnd.GRANTED);

    assertThat(propose(worker, test.newId())).isEqualTo(new Proposal.None());
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.Task(task));
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.Task(task));
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.None());
  }

  @Test
  void aSlotThatIsNotUsedOrReturnedIsProposedAgain() {
    UUID task = test.newId();
    load(new WaitingTask(task, 1, 1));
    UUID worker = test.newId();
    UUID claim = test.newId();
    propose(worker, claim);

    end(worker, claim, task, OfferEnd.UNUSED);
    UUID next = test.newId();
    UUID nextClaim = test.newId();
    assertThat(propose(next, nextClaim)).isEqualTo(new Proposal.Task(task));
    end(next, nextClaim, task, OfferEnd.GRANTED);
    assertThat(propose(worker, test.newId())).isEqualTo(new Proposal.None());

    await(new ReturnSlotScript(test.platform().redis()).run(pool, 1, task, 1, 1));
    assertThat(propose(worker, test.newId())).isEqualTo(new Proposal.Task(task));
  }

  @Test
  void oneOfManyOffersIsEndedAndTheOthersStay() {
    var tasks = new ArrayList<WaitingTask>();
    for (int i = 0; i < 40; i++) {
      tasks.add(new WaitingTask(test.newId(), i, 1));
    }
    load(tasks.toArray(WaitingTask[]::new));
    var claims = tasks.stream().map(_ -> test.newId()).toList();
    UUID worker = test.newId();
    claims.forEach(claim -> propose(worker, claim));

    assertThat(end(worker, claims.get(17), tasks.get(17).id(), OfferEnd.UNUSED)).isTrue();
    assertThat(end(worker, claims.get(17), tasks.get(17).id(), OfferEnd.UNUSED)).isFalse();
    assertThat(end(worker, claims.get(18), tasks.get(17).id(), OfferEnd.UNUSED)).isFalse();

    assertThat(propose(test.newId(), test.newId()))
        .isEqualTo(new Proposal.Task(tasks.get(17).id()));
    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.None());
    assertThat(propose(worker, claims.get(18))).isEqualTo(new Proposal.Task(tasks.get(18).id()));
  }

  @Test
  void anOfferWhoseReplyWasLostReturnsByItself() throws InterruptedException {
    UUID task = test.newId();
    load(new WaitingTask(task, 1, 1));
    propose(test.newId(), test.newId());

    var seen = new ArrayList<Proposal>();
    for (int i = 0; i < 40 && !seen.contains(new Proposal.Task(task)); i++) {
      Thread.sleep(200);
      seen.add(propose(test.newId(), test.newId()));
    }

    assertThat(seen.getFirst()).isEqualTo(new Proposal.None());
    assertThat(seen.getLast()).isEqualTo(new Proposal.Task(task));
  }

  @Test
  void anIndexOfAnotherEpochIsNotBelieved() {
    UUID task = test.newId();
    load(new WaitingTask(task, 1, 1));
    test.sql("update queue_epoch set epoch = epoch + 1 where pool_id = $1", pool);

    var other = new TaskQueue(test.platform());

    assertThat(await(other.propose(pool, test.newId(), test.newId())))
        .isInstanceOf(Proposal.Cold.class);
    assertThat(epoch(other)).isEmpty();
  }

  @Test
  void aNodeDoesNotLoadAgainWhatAnotherHasLoaded() {
    UUID task = test.newId();
    var other = new TaskQueue(test.platform());
    load();
    await(other.propose(pool, test.newId(), test.newId()));
    await(queue.reload(pool, 1, _ -> Future.succeededFuture(List.of(waiting(task)))));

    assertThat(await(other.propose(pool, test.newId(), test.newId())))
        .isInstanceOf(Proposal.Cold.class);
    assertThat(await(other.load(pool, _ -> Future.succeededFuture(List.of())))).isFalse();
    assertThat(await(other.reload(pool, 1, _ -> Future.succeededFuture(List.of())))).isFalse();
    assertThat(await(other.propose(pool, test.newId(), test.newId())))
        .isEqualTo(new Proposal.Task(task));
    assertThat(epoch(queue)).contains(2L);
  }

  @Test
  void twoNodesThatFindTheIndexMissingLoadItOnce() {
    UUID task = test.newId();
    var read = Promise.<List<WaitingTask>>promise();
    var reads = new AtomicInteger();
    // Either may be the first to be let in.
    var both =
        Stream.of(queue, new TaskQueue(test.platform()))
            .map(
                node ->
                    node.load(
                        pool,
                        _ -> {
                          reads.incrementAndGet();
                          return read.future();
                        }))
            .toList();
    read.complete(List.of(waiting(task)));

    assertThat(both.stream().map(loaded -> await(loaded)).toList())
        .containsExactlyInAnyOrder(true, false);
    assertThat(reads).hasValue(1);
    assertThat(epoch(queue)).contains(1L);
  }

  @Test
  void anIndexProposesWhileItIsLoadedAgain() {
    UUID before = test.newId();
    UUID after = test.newId();
    load(waiting(test.newId()), new WaitingTask(before, 2, 1));
    propose(test.newId(), test.newId());
    var steps = new LoadTasksScript(test.platform().redis());
    var many = new ArrayList<WaitingTask>();
    for (int i = 0; i < 1_500; i++) {
      many.add(new WaitingTask(i == 0 ? after : test.newId(), i, 1));
    }

    var loading = steps.run(pool, 2, many);
    var proposed = queue.propose(pool, test.newId(), test.newId());

    assertThat(await(proposed)).isEqualTo(new Proposal.Task(before));
    await(loading);
    test.sql("update queue_epoch set epoch = 2 where pool_id = $1", pool);
    assertThat(await(new TaskQueue(test.platform()).propose(pool, test.newId(), test.newId())))
        .isEqualTo(new Proposal.Task(after));
  }

  @Test
  void aSlotIsReturnedToAnIndexThatAnotherNodeHasLoadedSince() {
    UUID task = test.newId();
    var other = new TaskQueue(test.platform());
    load(waiting(task));
    await(other.propose(pool, test.newId(), test.newId()));
    await(queue.reload(pool, 1, _ -> Future.succeededFuture(List.of())));

    await(other.returned(pool, task, 1, 1));

    assertThat(propose(test.newId(), test.newId())).isEqualTo(new Proposal.Task(task));
  }

  @Test
  void manyWorkersAtOnceGetEverySlotExactlyOnce() {
    int tasks = 2_500;
    var waiting = new ArrayList<WaitingTask>();
    for (int i = 0; i < tasks; i++) {
      waiting.add(new WaitingTask(test.newId(), i, 2));
    }
    load(waiting.toArray(WaitingTask[]::new));
    var workers = new ArrayList<UUID>();
    for (int i = 0; i < 50; i++) {
      workers.add(test.newId());
    }

    var proposals = new ArrayList<Future<Proposal>>();
    var claims = new ArrayList<UUID>();
    for (int i = 0; i < 300; i++) {
      claims.add(test.newId());
      proposals.add(queue.propose(pool, workers.get(i % 50), claims.get(i)));
    }
    await(Future.all(proposals));

    var given = proposals.stream().map(f -> ((Proposal.Task) f.result()).id()).toList();
    for (UUID task : new HashSet<>(given)) {
      assertThat(given.stream().filter(task::equals).count()).isLessThanOrEqualTo(2);
    }
    assertThat(given).hasSize(300);
  }

  private static WaitingTask waiting(UUID task) {
    return new WaitingTask(task, 1, 1);
  }

  private void load(WaitingTask... tasks) {
    await(queue.load(pool, _ -> Future.succeededFuture(List.of(tasks))));
  }

  private Proposal propose(UUID worker, UUID claim) {
    return await(queue.propose(pool, worker, claim));
  }

  private boolean end(UUID worker, UUID claim, UUID task, OfferEnd outcome) {
    return await(
        new EndOfferScript(test.platform().redis())
            .run(pool, worker, claim, task, outcome, java.time.Duration.ofMinutes(1)));
  }

  private Optional<Long> epoch(TaskQueue of) {
    return await(of.look(List.of(pool))).get(pool).epoch();
  }
}
