package dev.guildhall.experiment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which arm of which experiment a unit is under. */
public final class Experiments {

  private static final int MAX_EXPOSED = 200_000;

  private final Database database;
  private final Lots lots;
  private final ExperimentRepository repository = new ExperimentRepository();
  // Those whose exposure is in the log, so that it is written once.
  private final Cache<Exposed, Boolean> exposed =
      Caffeine.newBuilder().maximumSize(MAX_EXPOSED).build();
  private volatile Map<String, Experiment> running = Map.of();

  private record Exposed(UUID experiment, UUID unit) {}

  public Experiments(Platform platform, Lots lots) {
    this.database = platform.database();
    this.lots = lots;
  }

  /** Reads what runs. Always 0: there is never more to do at once. */
  public Future<Integer> refresh() {
    return repository
        .running(database.client())
        .map(
            all -> {
              running = all.stream().collect(Collectors.toMap(Experiment::name, it -> it));
              return 0;
            });
  }

  /**
   * The arm of the running experiment of that name that the unit is under; empty when none runs or
   * the unit takes no part. That it is under it is in the log before this succeeds.
   */
  public Future<Optional<String>> arm(String name, UUID unit) {
    var experiment = running.get(name);
    var arm =
        experiment == null ? Optional.<String>empty() : experiment.arm(share(experiment, unit));
    if (experiment == null || arm.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    var key = new Exposed(experiment.id(), unit);
    return exposed.getIfPresent(key) != null
        ? Future.succeededFuture(arm)
        : repository
            .expose(database.client(), experiment.id(), unit, arm.get())
            .onSuccess(_ -> exposed.put(key, true))
            .map(arm);
  }

  private double share(Experiment experiment, UUID unit) {
    return lots.share("experiment " + experiment.id() + ' ' + unit);
  }
}
