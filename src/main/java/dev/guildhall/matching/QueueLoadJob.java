package dev.guildhall.matching;

import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  private static final int POOLS_AT_ONCE = 500;
  private static final int LOADS_AT_ONCE = 20;
  private static final int SMALL = 1_000;

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
   *
   * @return how many had no index: where some have none, others may have none either
   */
  int run() {
    if (turn.isEmpty()) {
      turn.addAll(index.pools());
      isThorough = runs++ % SETTLED == 0;
      differences.keySet().retainAll(turn.stream().map(Pool::id).toList());
    }
    var pools = new ArrayList<Pool>();
    while (pools.size() < POOLS_AT_ONCE && !turn.isEmpty()) {
      pools.add(turn.remove());
    }
    int cold = look(pools);
    for (ProjectId over : repository.completed(database.client(), COMPLETED_AT_ONCE).await()) {
      queue.forget(over.value(), repository.workersOf(database.client(), over).await()).await();
    }
    return turn.isEmpty() ? 0 : cold;
  }

  private int look(List<Pool> pools) {
    var looks = queue.look(pools.stream().map(pool -> pool.id().value()).toList()).await();
    var cold = pools.stream().filter(pool -> epoch(looks, pool).isEmpty()).toList();
    loadAll(cold);
    var counted =
        pools.stream().filter(pool -> isToBeCounted(looks.get(pool.id().value()))).toList();
    var expected =
        repository.waiting(database.client(), counted.stream().map(Pool::id).toList()).await();
    for (Pool pool : counted) {
      var look = Objects.requireNonNull(looks.get(pool.id().value()));
      if (differs(pool, look.waiting(), expected.getOrDefault(pool.id(), 0))) {
        differences.remove(pool.id());
        reload(pool, look.epoch().orElseThrow());
      }
    }
    return cold.size();
  }

  /** Small ones many at a time; one that may fill a window is loaded by itself. */
  private void loadAll(List<Pool> cold) {
    var small = new ArrayList<UUID>();
    for (Pool pool : cold) {
      if (pool.project().tasks() <= SMALL) {
        small.add(pool.id().value());
      } else {
        load(pool).await();
      }
    }
    for (int from = 0; from < small.size(); from += LOADS_AT_ONCE) {
      var some = small.subList(from, Math.min(from + LOADS_AT_ONCE, small.size()));
      queue.loadAll(some, repository::claimable).await();
    }
  }

  private static Optional<Long> epoch(Map<UUID, TaskQueue.Look> looks, Pool pool) {
    return Optional.ofNullable(looks.get(pool.id().value())).flatMap(TaskQueue.Look::epoch);
  }

  private boolean isToBeCounted(TaskQueue.@Nullable Look look) {
    return look != null && look.epoch().isPresent() && (look.waiting() < LOW || isThorough);
  }

  private boolean differs(Pool pool, long waiting, int expected) {
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
    var all = queue.takeChanged();
    var looks = queue.look(all).onFailure(_ -> all.forEach(queue::changed)).await();
    for (UUID changed : all) {
      var pool = index.pool(new ProjectId(changed));
      var epoch = Objects.requireNonNull(looks.get(changed)).epoch();
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
  Future<Boolean> load(Pool pool) {
    return queue.load(pool.id().value(), tx -> repository.claimable(tx, pool.id()));
  }
}
