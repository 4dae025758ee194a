package dev.guildhall.experiment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.experiment.Experiment.Arm;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.ChiSquareTest;

/** Which arm of which experiment a unit is under. */
public final class Experiments {

  private static final int MAX_EXPOSED = 200_000;

  private final Database database;
  private final IdSource ids;
  private final Lots lots;
  private final ExperimentRepository repository = new ExperimentRepository();
  // Those whose exposure is in the log, so that it is written once.
  private final Cache<Exposed, Boolean> exposed =
      Caffeine.newBuilder().maximumSize(MAX_EXPOSED).build();
  private volatile Map<String, Experiment> running = Map.of();

  private record Exposed(UUID experiment, UUID unit) {}

  public Experiments(Platform platform, Lots lots) {
    this.database = platform.database();
    this.ids = platform.ids();
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

  /**
   * Starts an experiment; false when one of that name runs.
   *
   * @param arms by name, how many of a thousand units are under each; at most a thousand together
   */
  public Future<Boolean> start(String name, Map<String, Integer> arms) {
    if (arms.values().stream().mapToInt(Integer::intValue).sum() > 1_000) {
      throw new IllegalArgumentException("the arms hold more than a thousand of a thousand");
    }
    var ordered =
        arms.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(arm -> new Arm(arm.getKey(), arm.getValue()))
            .toList();
    return repository
        .start(database.client(), new Experiment(ids.next(), name, ordered))
        .compose(started -> refresh().map(started));
  }

  /** Ends the running experiment of that name; false when there is none. */
  public Future<Boolean> stop(String name) {
    return repository.stop(database.client(), name).compose(was -> refresh().map(was));
  }

  /**
   * How an experiment stands.
   *
   * @param units under each arm so far
   * @param sampleRatio the probability of so uneven a split if units fall as they should; below
   *     0.001 something is wrong with who is counted, and no result of it is to be believed
   *     (Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD
   *     2019)
   */
  public record Standing(Map<String, Long> units, double sampleRatio) {}

  /** How the running experiment of that name stands; empty when there is none. */
  public Future<Optional<Standing>> standing(String name) {
    return refresh()
        .compose(
            _ -> {
              var experiment = running.get(name);
              return experiment == null
                  ? Future.succeededFuture(Optional.empty())
                  : repository
                      .exposed(database.client(), experiment.id())
                      .map(units -> Optional.of(standing(experiment.arms(), units)));
            });
  }

  static Standing standing(List<Arm> arms, Map<String, Long> counted) {
    var units = new HashMap<String, Long>();
    arms.forEach(arm -> units.put(arm.name(), counted.getOrDefault(arm.name(), 0L)));
    double[] expected = arms.stream().mapToDouble(Arm::permille).toArray();
    long[] observed = arms.stream().mapToLong(arm -> units.get(arm.name())).toArray();
    boolean isComparable =
        arms.size() > 1 && units.values().stream().mapToLong(Long::longValue).sum() > 0;
    return new Standing(
        Map.copyOf(units),
        isComparable ? ChiSquareTest.withDefaults().test(expected, observed).getPValue() : 1);
  }
}
