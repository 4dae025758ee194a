package dev.guildhall.audit;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Compares the index in Redis with PostgreSQL, pool by pool. The two are never read in one moment,
 * so one look proves nothing; what every look finds is a difference that nobody mends.
 */
final class QueueWorkflow {

  static final String RULE = "queue";

  private final Database database;
  private final TaskQueue queue;
  private final AuditRepository repository;
  private final int limit;

  QueueWorkflow(Database database, TaskQueue queue, AuditRepository repository, int limit) {
    this.database = database;
    this.queue = queue;
    this.repository = repository;
    this.limit = limit;
  }

  /** Looks once. */
  List<Violation> look() {
    var found = new ArrayList<Violation>();
    for (var pool : repository.pools(database.client()).await()) {
      found.addAll(look(pool));
      if (found.size() >= limit) {
        break;
      }
    }
    return found;
  }

  private List<Violation> look(AuditRepository.Pool pool) {
    var indexed = new HashSet<UUID>();
    Optional<String> next = Optional.empty();
    do {
      var part = queue.read(pool.id(), next).await();
      if (!part.epoch().equals(Optional.of(pool.epoch()))) {
        return List.of(
            new Violation(
                RULE,
                "project " + pool.id(),
                part.epoch().map(epoch -> "an index of epoch " + epoch).orElse("no index"),
                "one of epoch " + pool.epoch()));
      }
      indexed.addAll(part.tasks());
      next = part.next();
    } while (next.isPresent());
    return compare(pool.id(), indexed);
  }

  private List<Violation> compare(UUID pool, Set<UUID> indexed) {
    var waiting = repository.waiting(database.client(), pool, TaskQueue.WINDOW).await();
    var surplus = new HashSet<>(indexed);
    surplus.removeAll(waiting);
    surplus.removeAll(repository.free(database.client(), pool, surplus).await());
    var missing = new HashSet<>(waiting);
    missing.removeAll(indexed);
    // Of more than a window Redis need not hold those at the end.
    boolean isWhole = waiting.size() < TaskQueue.WINDOW;
    return Stream.concat(
            surplus.stream()
                .map(
                    task ->
                        new Violation(RULE, "task " + task, "it waits in Redis", "no free slot")),
            missing.stream()
                .filter(_ -> isWhole)
                .map(task -> new Violation(RULE, "task " + task, "not in Redis", "it waits there")))
        .limit(limit)
        .toList();
  }
}
