package dev.guildhall.matching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Pools in which a claim found nothing that the worker has not had, so that the next claim looks
 * elsewhere first. A slot may come back, so it is not remembered for long; and not once tasks were
 * loaded.
 */
final class Exhausted {

  private static final Duration AGE = Duration.ofSeconds(30);
  private static final int MAX_KNOWN = 200_000;

  private final Cache<Found, Long> nothing;

  private record Found(WorkerId worker, ProjectId pool) {}

  Exhausted(LongSupplier nanos) {
    this.nothing =
        Caffeine.newBuilder()
            .ticker(nanos::getAsLong)
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(AGE)
            .build();
  }

  void note(WorkerId worker, Pool pool) {
    nothing.put(new Found(worker, pool.id()), pool.project().tasks());
  }

  boolean isNoted(WorkerId worker, Pool pool) {
    Long tasks = nothing.getIfPresent(new Found(worker, pool.id()));
    return tasks != null && tasks == pool.project().tasks();
  }
}
