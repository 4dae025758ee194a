package dev.guildhall.matching;

import dev.guildhall.experiment.ExperimentDesk;
import dev.guildhall.experiment.ExperimentDesk.Standing;
import dev.guildhall.matching.PolicyRepository.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * By which numbers pools are ordered: adding versions, choosing the usual one, comparing some on
 * real use. A version is never changed, so what a worker was shown can be told later.
 */
public final class PolicyDesk {

  private final SqlClient client;
  private final ExperimentDesk experiments;
  private final PolicyRepository repository = new PolicyRepository();

  public PolicyDesk(SqlClient client, ExperimentDesk experiments) {
    this.client = client;
    this.experiments = experiments;
  }

  /**
   * A version as it is shown.
   *
   * @param weights by name
   * @param isUsual whether it is that of everybody whom no comparison says otherwise of
   */
  public record Version(
      int number, Map<String, Double> weights, String note, Instant createdAt, boolean isUsual) {}

  /**
   * What came of the workers under one version since they first were.
   *
   * @param submitted pieces of work that they sent
   * @param decided of these, judged or accepted by a rule
   * @param accepted of the decided
   * @param hours that the submitted work took
   * @param earned what the accepted work pays, in units of its currencies added up as they are
   */
  public record Outcome(
      String arm,
      long workers,
      long submitted,
      long decided,
      long accepted,
      double hours,
      double earned) {}

  /** A comparison that runs. */
  public record Comparison(Standing standing, List<Outcome> outcomes) {}

  /** All versions, oldest first. */
  public Future<List<Version>> versions() {
    return Future.all(repository.stored(client), repository.usual(client))
        .map(
            both ->
                both.<List<Stored>>resultAt(0).stream()
                    .map(stored -> version(stored, both.<Integer>resultAt(1)))
                    .toList());
  }

  private static Version version(Stored stored, int usual) {
    var weights =
        stored.parameters().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> ((Number) entry.getValue()).doubleValue(),
                    (first, _) -> first,
                    TreeMap::new));
    return new Version(
        stored.version(), weights, stored.note(), stored.createdAt(), stored.version() == usual);
  }

  /**
   * Adds a version that differs from another one in some weights; its number.
   *
   * @throws IllegalArgumentException for a weight that no policy has, or a version that there is
   *     not
   */
  public Future<Integer> add(int from, Map<String, Double> changes, String note) {
    return versions()
        .compose(
            all -> {
              var base = find(all, from);
              changes.keySet().stream()
                  .filter(name -> !base.weights().containsKey(name))
                  .findFirst()
                  .ifPresent(
                      name -> {
                        throw new IllegalArgumentException(
                            "There is no weight "
                                + name
                                + "; there are "
                                + base.weights().keySet());
                      });
              int next = all.getLast().number() + 1;
              var parameters = new JsonObject();
              base.weights().forEach(parameters::put);
              changes.forEach(parameters::put);
              return repository.add(client, next, parameters, note).map(next);
            });
  }

  /**
   * Makes a version the usual one.
   *
   * @throws IllegalArgumentException when there is none of that number
   */
  public Future<Void> use(int version) {
    return versions().compose(all -> repository.use(client, find(all, version).number()));
  }

  private static Version find(List<Version> all, int number) {
    return all.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no version " + number + "."));
  }

  /**
   * Starts to compare versions; false while another comparison runs.
   *
   * @param shares by version, how many of a thousand workers are under it
   */
  public Future<Boolean> compare(Map<Integer, Integer> shares) {
    return versions()
        .compose(
            all -> {
              var arms = new TreeMap<String, Integer>();
              shares.forEach((number, share) -> arms.put("v" + find(all, number).number(), share));
              return experiments.start(Policies.EXPERIMENT, arms);
            });
  }

  /** Ends the comparison that runs; false when none does. */
  public Future<Boolean> stop() {
    return experiments.stop(Policies.EXPERIMENT);
  }

  /** How the comparison stands that runs; empty when none does. */
  public Future<Optional<Comparison>> comparison() {
    return experiments
        .standing(Policies.EXPERIMENT)
        .compose(
            standing ->
                standing.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : repository
                        .outcomes(client, standing.get().experiment())
                        .map(outcomes -> Optional.of(new Comparison(standing.get(), outcomes))));
  }
}
