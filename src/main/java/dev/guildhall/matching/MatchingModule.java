package dev.guildhall.matching;

import dev.guildhall.account.Memberships;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.requester.Wallet;
import dev.guildhall.task.Launches;
import dev.guildhall.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Wires the feature. */
public final class MatchingModule {

  private static final Duration REFRESH = Duration.ofSeconds(1);
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
      Memberships memberships,
      Workers workers,
      Wallet wallet,
      Projects projects,
      Launches launches,
      TaskQueue queue,
      IntUnaryOperator leaseSeconds,
      int heldPerWorker) {
    var repository = new MatchingRepository();
    var index = new PoolIndex(platform.database(), projects, platform.time(), repository);
    var loader = new QueueLoadJob(platform.database(), platform.meters(), queue, index, repository);
    this.matching = new Matching(platform, index, loader, repository, workers, memberships);
    this.routes =
        List.of(
            new FeedRoutes(
                platform.database(),
                matching,
                projects,
                new HeldRepository(),
                platform.time(),
                leaseSeconds::applyAsInt,
                heldPerWorker),
            new EstimateRoutes(platform.database(), projects, launches, wallet, workers));
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
