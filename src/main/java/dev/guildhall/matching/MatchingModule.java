package dev.guildhall.matching;

import dev.guildhall.eligibility.EligibilityModule;
import dev.guildhall.experiment.Experiments;
import dev.guildhall.experiment.Lots;
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
  private static final Duration POLICIES = Duration.ofSeconds(5);
  private static final Duration DECISIONS = Duration.ofSeconds(10);
  private static final Duration WEIGH = Duration.ofSeconds(3);
  private static final Duration LOAD = Duration.ofSeconds(2);
  // Changes that come within this time share a load.
  private static final Duration REVIEW = Duration.ofSeconds(4);
  private static final Duration LOAD_CHANGED = Duration.ofMillis(250);

  private final Matching matching;
  private final OfferRounds offerRounds;
  private final Invitees invitees;
  private final List<Routes> routes;

  /**
   * @param leaseSeconds the length of a lease for an estimate, both in seconds
   * @param heldPerWorker how many tasks one worker may hold at a time
   * @param offerWindow how long scarce work is offered to those who were drawn; zero: to all
   */
  public MatchingModule(
      Platform platform,
      EligibilityModule eligibility,
      Wallet wallet,
      Projects projects,
      Launches launches,
      TaskQueue queue,
      Experiments experiments,
      Lots lots,
      IntUnaryOperator leaseSeconds,
      int heldPerWorker,
      Duration offerWindow) {
    var database = platform.database();
    var repository = new MatchingRepository();
    var held = new HeldRepository();
    var dispatch = new Dispatch(platform.time(), lots, offerWindow);
    var index = new PoolIndex(database, projects, platform.time(), repository, dispatch.pools());
    var loader = new QueueLoadJob(database, platform.meters(), queue, index, repository);
    var review = new QueueReviewJob(database, queue, index, repository);
    var policies = new Policies(database, experiments);
    var presence = new Presence(dispatch.attendance(), eligibility.eligibility());
    var ranker = new Ranker(platform, repository, eligibility.eligibility(), policies, dispatch);
    var decisions = new DecisionLog(database, ranker);
    this.matching =
        new Matching(
            platform, index, loader, repository, eligibility.eligibility(), ranker, decisions);
    this.offerRounds = new OfferRounds(eligibility.eligibility(), presence, dispatch, ranker);
    this.invitees = new Invitees(index, eligibility.eligibility(), presence);
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
            new EstimateRoutes(database, projects, launches, wallet, eligibility.census()),
            new UnlockRoutes(dispatch.pools(), eligibility.eligibility()));
    platform.feed().listen(index);
    platform.feed().listen(presence);
    platform.jobs().repeat("refresh pools", REFRESH, index::refresh);
    platform.jobs().repeat("read policies", POLICIES, policies::refresh);
    platform
        .jobs()
        .repeat(
            "weigh the market",
            WEIGH,
            () ->
                presence
                    .crowd()
                    .map(
                        crowd -> {
                          dispatch.weigh(crowd);
                          return 0;
                        }));
    platform.jobs().repeat("record decisions", DECISIONS, decisions::flush);
    platform.jobs().every("load queues", LOAD, loader::run);
    platform.jobs().every("load changed queues", LOAD_CHANGED, loader::loadChanged);
    platform.jobs().every("review queues", REVIEW, review::run);
  }

  public Matching matching() {
    return matching;
  }

  public OfferRounds offerRounds() {
    return offerRounds;
  }

  public Invitees invitees() {
    return invitees;
  }

  public List<Routes> routes() {
    return routes;
  }
}
