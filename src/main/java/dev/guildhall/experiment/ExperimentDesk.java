package dev.guildhall.experiment;

import dev.guildhall.experiment.Experiment.Arm;
import dev.guildhall.platform.id.IdSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.statistics.inference.ChiSquareTest;

/** Starts experiments and ends them, and says how they stand. Nodes hear of it within seconds. */
public final class ExperimentDesk {

  private final SqlClient client;
  private final IdSource ids;
  private final ExperimentRepository repository = new ExperimentRepository();

  public ExperimentDesk(SqlClient client, IdSource ids) {
    this.client = client;
    this.ids = ids;
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
    return repository.start(client, new Experiment(ids.next(), name, ordered));
  }

  /** Ends the running experiment of that name; false when there is none. */
  public Future<Boolean> stop(String name) {
    return repository.stop(client, name);
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
  public record Standing(UUID experiment, Map<String, Long> units, double sampleRatio) {}

  /** How the running experiment of that name stands; empty when there is none. */
  public Future<Optional<Standing>> standing(String name) {
    return repository
        .running(client)
        .map(all -> all.stream().filter(one -> one.name().equals(name)).findFirst())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : repository
                        .exposed(client, found.get().id())
                        .map(units -> Optional.of(standing(found.get(), units))));
  }

  static Standing standing(Experiment experiment, Map<String, Long> counted) {
    var arms = experiment.arms();
    var units = new HashMap<String, Long>();
    arms.forEach(arm -> units.put(arm.name(), counted.getOrDefault(arm.name(), 0L)));
    double[] expected = arms.stream().mapToDouble(Arm::permille).toArray();
    long[] observed = arms.stream().mapToLong(arm -> units.get(arm.name())).toArray();
    boolean isComparable =
        arms.size() > 1 && units.values().stream().mapToLong(Long::longValue).sum() > 0;
    return new Standing(
        experiment.id(),
        Map.copyOf(units),
        isComparable ? ChiSquareTest.withDefaults().test(expected, observed).getPValue() : 1);
  }
}
