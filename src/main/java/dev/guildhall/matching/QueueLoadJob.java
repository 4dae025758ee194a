package dev.guildhall.matching;

import dev.guildhall.queue.TaskQueue;

/**
 * Keeps the queue's windows in step with PostgreSQL: loads a pool whose index is missing or of
 * another epoch, one that runs low while more waits, and one whose count differs from PostgreSQL's
 * for long.
 */
final class QueueLoadJob {

  private static final int LOW = TaskQueue.WINDOW / 4;

  private final TaskQueue queue;
  private final PoolIndex index;
  private final MatchingRepository repository;

  QueueLoadJob(TaskQueue queue, PoolIndex index, MatchingRepository repository) {
    this.queue = queue;
    this.index = index;
    this.repository = repository;
  }

  /** Looks at every live pool once, in direct style, as a job. */
  int run() {
    index.pools().forEach(this::look);
    return 0;
  }

  private void look(Pool pool) {
    var epoch = queue.loaded(pool.id().value()).await();
    if (epoch.isEmpty()) {
      load(pool);
    } else if (differs(pool)) {
      queue
          .reload(pool.id().value(), epoch.get(), tx -> repository.claimable(tx, pool.id()))
          .await();
    }
  }

  private boolean differs(Pool pool) {
    int expected = pool.facts().waiting();
    // Tasks that are being offered this moment are missing in Redis, so only a clear difference
    // counts.
    return queue
        .waiting(pool.id().value())
        .await()
        .map(
            waiting ->
                (waiting < LOW && expected > waiting + LOW / 4)
                    || waiting > expected + LOW / 4
                    || (waiting == 0 && expected > 0))
        .orElse(false);
  }

  /** Loads the pool's window where its index is missing, unless another node is doing so. */
  void load(Pool pool) {
    queue.load(pool.id().value(), tx -> repository.claimable(tx, pool.id())).await();
  }
}
