package dev.guildhall.grading;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps the queue's windows of papers in step with PostgreSQL: loads what has no index, what was
 * changed, and what differs from PostgreSQL for longer than work under way explains; takes away
 * where nothing waits any more.
 */
final class PaperLoadJob {

  // A paper that is being offered this moment is missing in Redis; what stays missing is an error.
  private static final int CLEARLY = TaskQueue.WINDOW / 16;
  private static final int LOOKS = 10;

  private final Database database;
  private final TaskQueue queue;
  private final PaperRepository repository;
  private final Set<UUID> known = new HashSet<>();
  private final Set<UUID> differing = new HashSet<>();
  private int looks;

  PaperLoadJob(Database database, TaskQueue queue, PaperRepository repository) {
    this.database = database;
    this.queue = queue;
    this.repository = repository;
  }

  /** Looks at all qualifications that have papers waiting; in direct style, as a job. */
  int run() {
    var waiting = repository.pools(database.client()).await();
    var over = new HashSet<>(known);
    over.removeAll(waiting.keySet());
    for (UUID pool : over) {
      queue.drop(pool).await();
    }
    known.clear();
    known.addAll(waiting.keySet());
    boolean thorough = ++looks % LOOKS == 0;
    var looked = queue.look(waiting.keySet()).await();
    waiting.forEach(
        (pool, papers) -> {
          var look = Objects.requireNonNull(looked.get(pool));
          if (look.epoch().isEmpty()) {
            load(pool);
          } else if (differs(pool, look.waiting(), papers, thorough)) {
            differing.remove(pool);
            reload(pool, look.epoch().get());
          }
        });
    return 0;
  }

  /** Twice in a row at thorough looks, or clearly at once. */
  private boolean differs(UUID pool, long indexed, int waiting, boolean thorough) {
    if (Math.abs(indexed - waiting) > CLEARLY || indexed == 0) {
      return true;
    }
    if (!thorough) {
      return false;
    }
    if (indexed == waiting) {
      differing.remove(pool);
      return false;
    }
    return !differing.add(pool);
  }

  /** Loads what was noted as changed, if there is something to load. */
  int loadChanged() {
    var changed = queue.takeChanged();
    if (changed.isEmpty()) {
      return 0;
    }
    var looked = queue.look(changed).onFailure(_ -> changed.forEach(queue::changed)).await();
    for (UUID pool : changed) {
      var epoch = Objects.requireNonNull(looked.get(pool)).epoch();
      boolean loaded = epoch.isEmpty() ? load(pool) : reload(pool, epoch.get());
      if (!loaded) {
        // Whoever loads it at the moment may have read before the change.
        queue.changed(pool);
      }
    }
    return 0;
  }

  private boolean load(UUID pool) {
    return queue.load(pool, tx -> repository.claimable(tx, pool)).await();
  }

  private boolean reload(UUID pool, long seen) {
    return queue.reload(pool, seen, tx -> repository.claimable(tx, pool)).await();
  }
}
