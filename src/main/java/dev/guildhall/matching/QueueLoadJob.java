package dev.guildhall.matching;

import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.queue.TaskQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the queue's windows in step with PostgreSQL: loads a pool whose index is missing or of
 * another epoch, one that was changed, one that runs low while more waits, and one whose count
 * differs from PostgreSQL's for long. What is over it takes away.
 */
final class QueueLoadJob {

  /** After so many looks in a row a difference is no longer work that was under way. */
  static final int SETTLED = 5;

  private static final Logger log = LoggerFactory.getLogger(QueueLoadJob.class);
  private static final int LOW = TaskQueue.WINDOW / 4;
  private static final int COMPLETED_AT_ONCE = 100;
  private static final int POOLS_AT_ONCE = 200;

  private final Database database;
  private final Meters meters;
  private final TaskQueue queue;
  private final PoolIndex index;
  private final MatchingRepository repository;
  private final Map<ProjectId, Difference> differences = new HashMap<>();
  private final Deque<Pool> turn = new ArrayDeque<>();
  // Counting a long queue takes its time and nothing is urgent there, so it is not done each time.
  private boolean isThorough;
  private int runs;

  QueueLoadJob(
      Database database,
      Meters meters,
      TaskQueue queue,
      PoolIndex index,
      MatchingRepository repository) {
    this.database = database;
    this.meters = meters;
    this.queue = queue;
    this.index = index;
    this.repository = repository;
  }

  /** How many tasks the index has too many, and how many looks in a row found just that. */
  private record Difference(long tasks, int looks) {

    static Difference of(long tasks) {
      return new Difference(tasks, 1);
    }

    static Difference after(Difference before, Difference now) {
      return before.tasks == now.tasks ? new Difference(now.tasks, before.looks + 1) : now;
    }

    boolean isSettled() {
      return looks >= SETTLED;
    }
  }

  /**
   * Looks at live pools, at {@value #POOLS_AT_ONCE} of them where there are more, and at what is
   * over, in direct style, as a job. What cannot wait for its turn is noted as changed.
   */
  int run() {
    if (turn.isEmpty()) {
      turn.addAll(index.pools());
      isThorough = runs++ % SETTLED == 0;
      differences.keySet().retainAll(turn.stream().map(Pool::id).toList());
    }
    for (int i = 0; i < POOLS_AT_ONCE && !turn.isEmpty(); i++) {
      look(turn.remove());
    }
    for (ProjectId over : repository.completed(database.client(), COMPLETED_AT_ONCE).await()) {
      queue.forget(over.value(), repository.workersOf(database.client(), over).await()).await();
    }
    return 0;
  }

  private void look(Pool pool) {
    var epoch = queue.loaded(pool.id().value()).await();
    if (epoch.isEmpty()) {
      load(pool);
    } else if (differs(pool)) {
      differences.remove(pool.id());
      reload(pool, epoch.get());
    }
  }

  private boolean differs(Pool pool) {
    return queue
        .waiting(pool.id().value())
        .await()
        .filter(waiting -> waiting < LOW || isThorough)
        .map(waiting -> differs(pool, waiting))
        .orElse(false);
  }

  private boolean differs(Pool pool, long waiting) {
    int expected = repository.waiting(database.client(), pool.id()).await();
    return differsClearly(waiting, expected) || differsForLong(pool, waiting, expected);
  }

  // Tasks that are being offered this moment are missing in Redis, so a small difference does not
  // count at once.
  private static boolean differsClearly(long waiting, int expected) {
    return (waiting < LOW && expected > waiting + LOW / 4)
        || waiting > expected + LOW / 4
        || (waiting == 0 && expected > 0);
  }

  /**
   * Work under way makes a difference that comes and goes; one that stays the same is an error of
   * the index. Where PostgreSQL has more than a window, it does not say how many.
   */
  private boolean differsForLong(Pool pool, long waiting, int expected) {
    if (waiting == expected || expected == TaskQueue.WINDOW) {
      differences.remove(pool.id());
      return false;
    }
    var difference =
        differences.merge(pool.id(), Difference.of(waiting - expected), Difference::after);
    if (difference.isSettled()) {
      log.info(
          "the queue of {} has {} waiting where PostgreSQL has {}, and is loaded again",
          pool.id(),
          waiting,
          expected);
      meters.count("queue.differences", "direction", waiting > expected ? "surplus" : "missing");
    }
    return difference.isSettled();
  }

  /** Loads what was noted as changed. What is not live loses its index, and gets another later. */
  int loadChanged() {
    for (UUID changed : queue.takeChanged()) {
      var pool = index.pool(new ProjectId(changed));
      var epoch = queue.loaded(changed).await();
      if (pool.isEmpty() || epoch.isEmpty()) {
        queue.drop(changed).await();
      } else if (!reload(pool.get(), epoch.get())) {
        // Whoever loads it at the moment may have read before the change.
        queue.changed(changed);
      }
    }
    return 0;
  }

  private boolean reload(Pool pool, long seen) {
    return queue.reload(pool.id().value(), seen, tx -> repository.claimable(tx, pool.id())).await();
  }

  /** Loads the pool's window where its index is missing, unless another node is doing so. */
  void load(Pool pool) {
    queue.load(pool.id().value(), tx -> repository.claimable(tx, pool.id())).await();
  }
}
