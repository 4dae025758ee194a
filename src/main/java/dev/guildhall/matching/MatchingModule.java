package dev.guildhall.matching;

import dev.guildhall.eligibility.EligibilityModule;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.requester.Wallet;
import dev.guildhall.task.Launches;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Wires the feature. */
public final class MatchingModule {

  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final Duration LOAD = Duration.ofSeconds(2);
  // Changes that come within this time share a load.
  private static final Duration LOAD_CHANGED = Duration.ofMillis(250);

  private final Matching matching;
  private final List<Routes> routes;

  /**
   * @param leaseSeconds the length of a lease for an estimate, both in seconds
   * @param heldPerWorker how many tasks one worker may hold at a time
   */
  public MatchingModule(
      Platform platform,
      EligibilityModule eligibility,
      Wallet wallet,
      Projects projects,
      Launches launches,
      TaskQueue queue,
      IntUnaryOperator leaseSeconds,
      int heldPerWorker) {
    var database = platform.database();
    var repository = new MatchingRepository();
    var held = new HeldRepository();
    var index = new PoolIndex(database, projects, platform.time(), repository);
    var loader = new QueueLoadJob(database, platform.meters(), queue, index, repository);
    this.matching = new Matching(platform, index, loader, repository, eligibility.eligibility());
    this.routes =
        List.of(
            new FeedRoutes(
                database,
                matching,
                eligibility.eligibility(),
                projects,
                held,
                platform.time(),
                leaseSeconds::applyAsInt,
                heldPerWorker),
            new EligibilityRoutes(
                database, projects, eligibility.eligibility(), repository, held, heldPerWorker),
            new EstimateRoutes(database, projects, launches, wallet, eligibility.census()));
    platform.feed().listen(index);
    platform.jobs().repeat("refresh pools", REFRESH, index::refresh);
    platform.jobs().every("load queues", LOAD, loader::run);
    platform.jobs().every("load changed queues", LOAD_CHANGED, loader::loadChanged);
  }

  public Matching matching() {
    return matching;
  }

  public List<Routes> routes() {
    return routes;
  }
}
