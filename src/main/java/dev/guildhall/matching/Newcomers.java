package dev.guildhall.matching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;

/** Who has never had a task. Whoever has had one is known for good. */
final class Newcomers {

  private static final int MAX_KNOWN = 200_000;

  private final Database database;
  private final MatchingRepository repository;
  private final Cache<WorkerId, Boolean> veterans =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

  Newcomers(Database database, MatchingRepository repository) {
    this.database = database;
    this.repository = repository;
  }

  Future<Boolean> isNew(WorkerId worker) {
    return veterans.getIfPresent(worker) != null
        ? Future.succeededFuture(false)
        : repository
            .hasWorked(database.client(), worker.value())
            .map(
                worked -> {
                  if (worked) {
                    veterans.put(worker, true);
                  }
                  return !worked;
                });
  }
}
