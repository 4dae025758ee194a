package dev.guildhall.matching;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** How long workers take, pool by pool. A median moves slowly, so it may be a minute old. */
final class OwnTimes {

  private static final Duration AGE = Duration.ofMinutes(1);
  private static final int MAX_KNOWN = 50_000;

  private final Database database;
  private final MatchingRepository repository;
  private final AsyncCache<WorkerId, Map<ProjectId, OwnTime>> known;

  OwnTimes(Database database, LongSupplier nanos, MatchingRepository repository) {
    this.database = database;
    this.repository = repository;
    this.known =
        Caffeine.newBuilder()
            .ticker(nanos::getAsLong)
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(AGE)
            .buildAsync();
  }

  Future<Map<ProjectId, OwnTime>> of(WorkerId worker) {
    var times =
        known.get(
            worker,
            (id, _) ->
                repository
                    .ownTimes(database.client(), id.value())
                    .toCompletionStage()
                    .toCompletableFuture());
    var context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(times)
        : Future.fromCompletionStage(times, context);
  }
}
