package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Answers which pools are open to a worker and in which order, for the feed and for claims. */
public final class Matching {

  static final int MAX_CARDS = 20;

  /** A claim tries so many pools, best first. */
  public static final int POOLS_PER_CLAIM = 8;

  private static final int MAX_LOCKED = 3;
  // What is ranked high may hold nothing for this worker, so more is looked at than is shown.
  private static final int LOOKED_AT = MAX_CARDS + 4;
  private static final int LOOKS = 3;

  private final Platform platform;
  private final Database database;
  private final PoolIndex index;
  private final QueueLoadJob loader;
  private final MatchingRepository repository;
  private final Eligibility eligibility;
  private final Ranker ranker;
  private final Readings readings;
  private final Exhausted exhausted;
  private final DecisionLog decisions;

  Matching(
      Platform platform,
      PoolIndex index,
      QueueLoadJob loader,
      MatchingRepository repository,
      Eligibility eligibility,
      Ranker ranker,
      DecisionLog decisions) {
    this.decisions = decisions;
    this.platform = platform;
    this.database = platform.database();
    this.index = index;
    this.loader = loader;
    this.repository = repository;
    this.eligibility = eligibility;
    this.ranker = ranker;
    this.readings = new Readings(database, repository);
    this.exhausted = new Exhausted(platform.nanos());
  }

  /**
   * What a worker sees.
   *
   * @param rank everything that may wait for them
   * @param open what does wait for them, best first, at most {@value #MAX_CARDS}
   * @param acknowledged by project, the newest version of its guideline that they have read
   * @param locked what would wait for them if they met what it asks; looked for only while nothing
   *     is open
   */
  record View(
      Rank rank, List<Ranked> open, Map<ProjectId, Integer> acknowledged, List<Locked> locked) {

    Applicant applicant() {
      return rank.applicant();
    }
  }

  /** A pool that is not open to the worker, and what they fail of its requirements. */
  record Locked(Pool pool, List<Predicate> failing) {}

  /**
   * Where a claim may look: the one project that was asked for, or the best of those that were
   * read.
   */
  public Future<Candidate> candidates(WorkerId worker, Device device, Optional<ProjectId> project) {
    return project.isPresent() ? one(worker, device, project.get()) : best(worker, device);
  }

  private Future<Candidate> best(WorkerId worker, Device device) {
    return Future.all(ranker.rank(worker, device), readings.of(worker))
        .map(both -> best(both.resultAt(0), both.<Map<ProjectId, Integer>>resultAt(1)));
  }

  private Candidate best(Rank rank, Map<ProjectId, Integer> acknowledged) {
    var worker = rank.applicant().facts().worker();
    var offered =
        rank.free().stream()
            .filter(ranked -> ranked.named() > 0 || !exhausted.isNoted(worker, ranked.pool()))
            .toList();
    var readable =
        offered.stream()
            .map(Ranked::pool)
            .filter(pool -> isRead(pool, acknowledged))
            .limit(POOLS_PER_CLAIM)
            .toList();
    if (!readable.isEmpty()) {
      return new Candidate.Open(readable, Optional.of(rank));
    }
    if (!offered.isEmpty()) {
      var first = offered.getFirst().pool().project();
      return new Candidate.Unread(first.guidelineVersion());
    }
    return rank.pools().stream()
        .map(rank::standing)
        .flatMap(standing -> standing instanceof Standing.Waiting it ? Stream.of(it) : Stream.of())
        .min(Comparator.comparing(Standing.Waiting::until))
        .<Candidate>map(waiting -> new Candidate.Drawn(waiting.until()))
        .orElseGet(Candidate.None::new);
  }

  private static boolean isRead(Pool pool, Map<ProjectId, Integer> acknowledged) {
    return acknowledged.getOrDefault(pool.id(), 0) >= pool.project().guidelineVersion();
  }

  private Future<Candidate> one(WorkerId worker, Device device, ProjectId id) {
    return index
        .find(id)
        .compose(
            pool ->
                pool.isEmpty()
                    ? Future.succeededFuture(new Candidate.None())
                    : one(worker, device, pool.get()));
  }

  private Future<Candidate> one(WorkerId worker, Device device, Pool pool) {
    return eligibility
        .known(worker, device)
        .compose(applicant -> judged(pool, applicant))
        .compose(
            candidate ->
                candidate instanceof Candidate.Open
                    ? Future.succeededFuture(candidate)
                    // Nobody is refused by what was true a moment ago.
                    : eligibility
                        .read(worker, device)
                        .compose(applicant -> judged(pool, applicant)));
  }

  private Future<Candidate> judged(Pool pool, Applicant applicant) {
    var failing = Eligibility.failing(pool.predicates(), applicant);
    int version = pool.project().guidelineVersion();
    return failing.isEmpty()
        ? readings
            .hasRead(applicant.facts().worker(), pool.id(), version)
            .compose(
                isRead ->
                    isRead
                        ? offered(pool, applicant)
                        : Future.succeededFuture(new Candidate.Unread(version)))
        : Future.succeededFuture(new Candidate.Closed(applicant, failing));
  }

  private Future<Candidate> offered(Pool pool, Applicant applicant) {
    return ranker
        .standing(applicant, pool)
        .compose(
            standing ->
                switch (standing) {
                  case Standing.Open _, Standing.Offered _ ->
                      Future.succeededFuture(Candidate.Open.only(pool));
                  case Standing.Waiting waiting -> byName(pool, applicant, waiting);
                });
  }

  /** What waits for somebody by name is theirs, whatever is offered to whom. */
  private Future<Candidate> byName(Pool pool, Applicant applicant, Standing.Waiting waiting) {
    return pool.hasNamed()
        ? repository
            .namedFor(database.client(), applicant.facts().worker().value())
            .map(
                named ->
                    named.containsKey(pool.id())
                        ? Candidate.Open.only(pool)
                        : new Candidate.Drawn(waiting.until()))
        : Future.succeededFuture(new Candidate.Drawn(waiting.until()));
  }

  /** The worker's view of the market. */
  Future<View> view(WorkerId worker, Device device) {
    return Future.all(ranker.rank(worker, device), readings.of(worker))
        .compose(
            both -> {
              Rank rank = both.resultAt(0);
              return waiting(rank, 0, List.of()).map(open -> view(rank, open, both.resultAt(1)));
            });
  }

  /** The best pools that hold something for the worker; most hold something, so few are asked. */
  private Future<List<Ranked>> waiting(Rank rank, int look, List<Ranked> found) {
    var next = rank.pools().stream().skip((long) look * LOOKED_AT).limit(LOOKED_AT).toList();
    if (next.isEmpty() || look == LOOKS || found.size() >= MAX_CARDS) {
      return Future.succeededFuture(found.stream().limit(MAX_CARDS).toList());
    }
    var ids = next.stream().map(ranked -> ranked.pool().id()).toList();
    return repository
        .commonFor(database.client(), rank.applicant().facts().worker().value(), ids)
        .compose(
            waiting -> {
              var all = new ArrayList<>(found);
              next.stream()
                  .map(ranked -> ranked.withCommon(waiting.getOrDefault(ranked.pool().id(), 0)))
                  .filter(ranked -> ranked.waiting() > 0)
                  .forEach(all::add);
              return waiting(rank, look + 1, all);
            });
  }

  private View view(Rank rank, List<Ranked> open, Map<ProjectId, Integer> acknowledged) {
    return new View(
        rank, open, acknowledged, open.isEmpty() ? locked(rank.applicant()) : List.of());
  }

  /** Those that ask for the least that is missing, and pay best. */
  private List<Locked> locked(Applicant applicant) {
    return index.pools().stream()
        .filter(Pool::hasCommon)
        .map(pool -> new Locked(pool, Eligibility.failing(pool.predicates(), applicant)))
        .filter(locked -> !locked.failing().isEmpty() && !Eligibility.isHidden(locked.failing()))
        .sorted(
            Comparator.<Locked>comparingInt(locked -> locked.failing().size())
                .thenComparing(
                    Comparator.<Locked>comparingLong(locked -> locked.pool().payPerHour().micros())
                        .reversed()))
        .limit(MAX_LOCKED)
        .toList();
  }

  /** A claim found nothing in the pool that the worker has not had: the next looks elsewhere. */
  public void exhausted(WorkerId worker, Pool pool) {
    exhausted.note(worker, pool);
  }

  /**
   * A claim was granted. Some of them are written down, so that policies can be replayed.
   *
   * @param rank from which it was taken; empty when the worker named the project
   */
  public void granted(
      UUID claim, WorkerId worker, Device device, ProjectId taken, Optional<Rank> rank) {
    decisions.note(new DecisionLog.Decision(claim, worker, device, taken, rank));
  }

  /** A live pool, for its worker's page. */
  Future<Optional<Pool>> pool(ProjectId id) {
    return index.find(id);
  }

  /** Has this node read what has changed of the pools, which it otherwise does soon. */
  public Future<Void> refresh() {
    return index.refresh().mapEmpty();
  }

  /** Has the pool's queue loaded in the background: it was found missing. */
  public void loadSoon(Pool pool) {
    loader
        .load(pool)
        .onFailure(failure -> platform.meters().count("queue.loads", "outcome", "failed"));
  }
}
