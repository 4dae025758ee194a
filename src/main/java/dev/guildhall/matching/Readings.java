package dev.guildhall.matching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Which workers have read which guidelines. Nobody unreads one, so that what is known stays true
 * and only what is not known is asked for.
 */
final class Readings {

  private static final int MAX_KNOWN = 200_000;

  private final Database database;
  private final MatchingRepository repository;
  private final Cache<Reading, Integer> known =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

  private record Reading(WorkerId worker, ProjectId project) {}

  Readings(Database database, MatchingRepository repository) {
    this.database = database;
    this.repository = repository;
  }

  /** Whether the worker has read that version of the project's guideline, or a later one. */
  Future<Boolean> hasRead(WorkerId worker, ProjectId project, int version) {
    var reading = new Reading(worker, project);
    var read = known.getIfPresent(reading);
    return read != null && read >= version
        ? Future.succeededFuture(true)
        : of(worker)
            .map(versions -> versions.getOrDefault(project, 0))
            .onSuccess(newest -> known.put(reading, newest))
            .map(newest -> newest >= version);
  }

  /** The newest version that the worker has read, by project. */
  Future<Map<ProjectId, Integer>> of(WorkerId worker) {
    return repository.acknowledged(database.client(), worker.value());
  }
}
