package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.matching.MatchingRepository.OwnTime;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.job.Workflows;
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
import java.util.concurrent.Callable;

/** Answers which pools are open to a worker and in which order, for the feed and for claims. */
public final class Matching {

  static final int MAX_CARDS = 20;
  private static final int POOLS_PER_CLAIM = 8;
  private static final int MAX_LOCKED = 3;
  // What is ranked high may hold nothing for this worker, so more is looked at than is shown.
  private static final int LOOKED_AT = 2 * MAX_CARDS;
  private static final int LOOKS = 3;

  private final Platform platform;
  private final Database database;
  private final PoolIndex index;
  private final QueueLoadJob loader;
  private final MatchingRepository repository;
  private final Eligibility eligibility;
  private final Readings readings;
  private final OwnTimes ownTimes;

  Matching(
      Platform platform,
      PoolIndex index,
      QueueLoadJob loader,
      MatchingRepository repository,
      Eligibility eligibility) {
    this.platform = platform;
    this.database = platform.database();
    this.index = index;
    this.loader = loader;
    this.repository = repository;
    this.eligibility = eligibility;
    this.readings = new Readings(database, repository);
    this.ownTimes = new OwnTimes(database, repository);
  }

  /**
   * What a worker sees.
   *
   * @param open what waits for them, best first, at most {@value #MAX_CARDS}
   * @param acknowledged by project, the newest version of its guideline that they have read
   * @param locked what would wait for them if they met what it asks; looked for only while nothing
   *     is open
   */
  record View(
      Applicant applicant,
      List<Ranked> open,
      Map<ProjectId, Integer> acknowledged,
      List<Locked> locked) {}

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
    return Future.all(ranked(worker, device), readings.of(worker))
        .map(both -> best(both.<Rank>resultAt(0).pools(), both.resultAt(1)));
  }

  private static Candidate best(List<Ranked> ranked, Map<ProjectId, Integer> acknowledged) {
    var readable =
        ranked.stream()
            .map(Ranked::pool)
            .filter(pool -> isRead(pool, acknowledged))
            .limit(POOLS_PER_CLAIM)
            .toList();
    if (!readable.isEmpty()) {
      return new Candidate.Open(readable);
    }
    return ranked.stream()
        .findFirst()
        .<Candidate>map(first -> new Candidate.Unread(first.pool().project().guidelineVersion()))
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
            .map(
                isRead ->
                    isRead ? new Candidate.Open(List.of(pool)) : new Candidate.Unread(version))
        : Future.succeededFuture(new Candidate.Closed(applicant, failing));
  }

  /** The pools in which something may wait for the applicant, best first. */
  private record Rank(Applicant applicant, List<Ranked> pools) {}

  private Future<Rank> ranked(WorkerId worker, Device device) {
    return Future.all(
            eligibility.known(worker, device),
            repository.namedFor(database.client(), worker.value()),
            ownTimes.of(worker))
        .map(all -> ranked(all.resultAt(0), all.resultAt(1), all.resultAt(2)));
  }

  private Rank ranked(
      Applicant applicant, Map<ProjectId, Integer> named, Map<ProjectId, OwnTime> times) {
    var market = index.market();
    var ranked = new ArrayList<Ranked>();
    index.open(
        applicant,
        pool -> {
          int byName = named.getOrDefault(pool.id(), 0);
          if (byName > 0 || pool.hasCommon()) {
            ranked.add(
                Ranking.rank(
                    pool,
                    applicant.facts(),
                    byName,
                    Optional.ofNullable(times.get(pool.id())),
                    market.perHour(pool.project().price().currency())));
          }
        });
    ranked.sort(
        Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(r -> r.pool().id().value()));
    return new Rank(applicant, ranked);
  }

  /** The worker's view of the market. */
  Future<View> view(WorkerId worker, Device device) {
    return Future.all(ranked(worker, device), readings.of(worker))
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
        rank.applicant(),
        open,
        acknowledged,
        open.isEmpty() ? locked(rank.applicant()) : List.of());
  }

  /** Those that ask for the least that is missing, and pay best. */
  private List<Locked> locked(Applicant applicant) {
    return index.pools().stream()
        .filter(Pool::hasCommon)
        .map(pool -> new Locked(pool, Eligibility.failing(pool.predicates(), applicant)))
        .filter(locked -> !locked.failing().isEmpty())
        .sorted(
            Comparator.<Locked>comparingInt(locked -> locked.failing().size())
                .thenComparing(
                    Comparator.<Locked>comparingLong(locked -> locked.pool().payPerHour().micros())
                        .reversed()))
        .limit(MAX_LOCKED)
        .toList();
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
    Callable<Boolean> load =
        () -> {
          loader.load(pool);
          return true;
        };
    Workflows.start(load)
        .onFailure(failure -> platform.meters().count("queue.loads", "outcome", "failed"));
  }
}
