package dev.guildhall.matching;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Writes down what some claims had to choose from, so that policies can be replayed. A claim only
 * leaves a note in memory; of all that come between two flushes a few are kept, each as likely as
 * any other (reservoir sampling; Vitter, "Random Sampling with a Reservoir", ACM TOMS 1985), and
 * say for how many they stand. What is not written yet is lost with the node.
 */
final class DecisionLog {

  /** So many are written at a flush, however many there were. */
  static final int MOST = 5;

  private final Database database;
  private final Ranker ranker;
  private final DecisionRepository repository = new DecisionRepository();
  private final SplittableRandom random = new SplittableRandom();
  private List<Decision> kept = new ArrayList<>();
  private int seen;

  /**
   * A claim that was granted.
   *
   * @param rank from which it was taken; empty when the worker named the project
   */
  record Decision(
      UUID claim, WorkerId worker, Device device, ProjectId taken, Optional<Rank> rank) {}

  DecisionLog(Database database, Ranker ranker) {
    this.database = database;
    this.ranker = ranker;
  }

  synchronized void note(Decision decision) {
    seen++;
    if (kept.size() < MOST) {
      kept.add(decision);
    } else {
      int place = random.nextInt(seen);
      if (place < MOST) {
        kept.set(place, decision);
      }
    }
  }

  private record Sample(List<Decision> decisions, double each) {}

  private synchronized Sample take() {
    var sample = new Sample(kept, kept.isEmpty() ? 1 : (double) seen / kept.size());
    kept = new ArrayList<>();
    seen = 0;
    return sample;
  }

  /** Writes what was kept since the last call. Always 0: there is never more to do at once. */
  Future<Integer> flush() {
    var sample = take();
    return Future.all(sample.decisions().stream().map(one -> write(one, sample.each())).toList())
        .compose(_ -> repository.forget(database.client()))
        .map(0);
  }

  private Future<Void> write(Decision decision, double each) {
    return decision
        .rank()
        .map(Future::succeededFuture)
        // What they saw when they named the project was ranked on some screen before: near enough.
        .orElseGet(() -> ranker.rank(decision.worker(), decision.device()))
        .compose(rank -> repository.write(database.client(), decision, rank, each));
  }
}
