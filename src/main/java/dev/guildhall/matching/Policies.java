package dev.guildhall.matching;

import dev.guildhall.experiment.Experiments;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.Map;

/**
 * By which policy pools are ordered for a worker: the usual one, or that of their arm in the
 * experiment {@value #EXPERIMENT}, whose arms are named after versions: {@code v2}.
 */
final class Policies {

  static final String EXPERIMENT = "ranking";

  private final Database database;
  private final Experiments experiments;
  private final PolicyRepository repository = new PolicyRepository();
  private volatile Map<Integer, RankingPolicy> known = Map.of();
  private volatile RankingPolicy usual = RankingPolicy.EXPERTISE;

  Policies(Database database, Experiments experiments) {
    this.database = database;
    this.experiments = experiments;
  }

  /** Reads the policies. Always 0: there is never more to do at once. */
  Future<Integer> refresh() {
    return Future.all(repository.all(database.client()), repository.usual(database.client()))
        .map(
            both -> {
              known = both.resultAt(0);
              usual = known.getOrDefault(both.<Integer>resultAt(1), RankingPolicy.EXPERTISE);
              return 0;
            });
  }

  Future<RankingPolicy> of(WorkerId worker) {
    return experiments
        .arm(EXPERIMENT, worker.value())
        .map(
            arm ->
                arm.filter(name -> name.matches("v\\d{1,9}"))
                    .map(name -> known.getOrDefault(Integer.parseInt(name.substring(1)), usual))
                    .orElse(usual));
  }
}
