package dev.guildhall.matching;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what waits in the indexes, some of it at each run, and compares it with PostgreSQL. A task
 * without a free slot may be on its way out when it is seen once; seen in two rounds in a row it is
 * an error of the index that counting need not find, and the pool is loaded again.
 */
final class QueueReviewJob {

  private static final Logger log = LoggerFactory.getLogger(QueueReviewJob.class);
  private static final int TASKS_AT_ONCE = 4_000;
  private static final int PARTS_AT_ONCE = 50;

  private final Database database;
  private final TaskQueue queue;
  private final PoolIndex index;
  private final MatchingRepository repository;
  private final Deque<UUID> turn = new ArrayDeque<>();
  private final Map<UUID, Set<UUID>> lastRound = new HashMap<>();
  private final Set<UUID> surplus = new HashSet<>();
  private Optional<String> next = Optional.empty();

  QueueReviewJob(
      Database database, TaskQueue queue, PoolIndex index, MatchingRepository repository) {
    this.database = database;
    this.queue = queue;
    this.index = index;
    this.repository = repository;
  }

  /** Goes on where the run before has ended, in direct style, as a job; returns 0. */
  int run() {
    if (turn.isEmpty()) {
      index.pools().forEach(pool -> turn.add(pool.id().value()));
      lastRound.keySet().retainAll(turn);
    }
    int tasks = 0;
    for (int parts = 0;
        parts < PARTS_AT_ONCE && tasks < TASKS_AT_ONCE && !turn.isEmpty();
        parts++) {
      tasks += readPart(turn.element());
    }
    return 0;
  }

  private int readPart(UUID pool) {
    var part = queue.read(pool, next).await();
    surplus.addAll(withoutSlot(pool, part.tasks()));
    next = part.next();
    if (next.isEmpty()) {
      turn.remove();
      judge(pool);
    }
    return part.tasks().size();
  }

  private Set<UUID> withoutSlot(UUID pool, List<UUID> tasks) {
    var found = new HashSet<>(tasks);
    if (!tasks.isEmpty()) {
      found.removeAll(repository.free(database.client(), pool, tasks).await());
    }
    return found;
  }

  private void judge(UUID pool) {
    var stayed = new HashSet<>(surplus);
    stayed.retainAll(lastRound.getOrDefault(pool, Set.of()));
    if (stayed.isEmpty()) {
      lastRound.put(pool, Set.copyOf(surplus));
    } else {
      log.info(
          "{} tasks wait in the queue of {} and have no free slot; it is loaded again",
          stayed.size(),
          pool);
      lastRound.remove(pool);
      queue.changed(pool);
    }
    surplus.clear();
  }
}
