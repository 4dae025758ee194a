package dev.guildhall.matching;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.OrganisationKind;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerFacts;
import dev.guildhall.worker.WorkerId;
import dev.guildhall.worker.Workers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Answers which pools are open to a worker and in which order, for the feed and for claims. */
public final class Matching {

  private static final int POOLS_PER_CLAIM = 8;

  private final Platform platform;
  private final Database database;
  private final PoolIndex index;
  private final QueueLoadJob loader;
  private final MatchingRepository repository;
  private final Readings readings;
  private final Workers workers;
  private final Memberships memberships;

  Matching(
      Platform platform,
      PoolIndex index,
      QueueLoadJob loader,
      MatchingRepository repository,
      Workers workers,
      Memberships memberships) {
    this.platform = platform;
    this.database = platform.database();
    this.index = index;
    this.loader = loader;
    this.repository = repository;
    this.readings = new Readings(database, repository);
    this.workers = workers;
    this.memberships = memberships;
  }

  /** What a worker sees: what is open to them, best first, and what would be. */
  record View(
      WorkerFacts worker,
      List<Ranked> open,
      Map<ProjectId, Integer> acknowledged,
      List<Locked> locked) {}

  /** A live pool that is not open to the worker, and what is missing. */
  record Locked(Pool pool, List<String> missing) {}

  /**
   * Where a claim may look: the one project that was asked for, or the best of those that were
   * read.
   */
  public Future<Candidate> candidates(Principal who, WorkerId worker, Optional<ProjectId> project) {
    return project.isPresent()
        ? one(who, worker, project.get())
        : view(who, worker).map(Matching::best);
  }

  private static Candidate best(View view) {
    var readable =
        view.open().stream()
            .map(Ranked::pool)
            .filter(pool -> isRead(pool, view.acknowledged()))
            .limit(POOLS_PER_CLAIM)
            .toList();
    if (!readable.isEmpty()) {
      return new Candidate.Open(readable);
    }
    return view.open().stream()
        .findFirst()
        .<Candidate>map(first -> new Candidate.Unread(first.pool().project().guidelineVersion()))
        .orElseGet(Candidate.None::new);
  }

  private Future<Candidate> one(Principal who, WorkerId worker, ProjectId id) {
    return index
        .find(id)
        .compose(
            pool ->
                pool.isEmpty()
                    ? Future.succeededFuture(new Candidate.None())
                    : one(who, worker, pool.get()));
  }

  private Future<Candidate> one(Principal who, WorkerId worker, Pool pool) {
    return known(worker)
        .compose(person -> judged(pool, person))
        .compose(
            candidate ->
                candidate instanceof Candidate.Open
                    ? Future.succeededFuture(candidate)
                    // Nobody is refused by what was true a moment ago.
                    : facts(who, worker).compose(person -> judged(pool, person)));
  }

  private Future<Candidate> judged(Pool pool, Person person) {
    var missing = missing(pool, person);
    int version = pool.project().guidelineVersion();
    return missing.isEmpty()
        ? readings
            .hasRead(person.worker().id(), pool.id(), version)
            .map(
                isRead ->
                    isRead ? new Candidate.Open(List.of(pool)) : new Candidate.Unread(version))
        : Future.succeededFuture(new Candidate.Closed(missing));
  }

  private static boolean isRead(Pool pool, Map<ProjectId, Integer> acknowledged) {
    return acknowledged.getOrDefault(pool.id(), 0) >= pool.project().guidelineVersion();
  }

  /** A worker with the organisations they belong to, whose work they may not do. */
  private record Person(WorkerFacts worker, List<OrganisationId> organisations) {}

  /** As this node knows the person, at most a second behind. */
  private Future<Person> known(WorkerId worker) {
    return workers
        .known(worker)
        .compose(
            facts ->
                memberships
                    .known(facts.account(), OrganisationKind.REQUESTER)
                    .map(organisations -> new Person(facts, organisations)));
  }

  private Future<Person> facts(Principal who, WorkerId worker) {
    return Future.all(
            workers.find(database.client(), worker),
            memberships.of(who, OrganisationKind.REQUESTER))
        .map(both -> new Person(both.resultAt(0), both.resultAt(1)));
  }

  private static List<String> missing(Pool pool, Person person) {
    var missing = new ArrayList<String>();
    for (String language : pool.project().languages()) {
      if (!speaks(person.worker(), language)) {
        missing.add("language:" + language);
      }
    }
    if (person.organisations().contains(pool.project().organisationId())) {
      missing.add("not_own_organisation");
    }
    return missing;
  }

  private static boolean speaks(WorkerFacts worker, String language) {
    var level = worker.languages().get(language);
    return level == LanguageLevel.FLUENT || level == LanguageLevel.NATIVE;
  }

  /** The worker's whole view of the market. */
  Future<View> view(Principal who, WorkerId worker) {
    var ids = index.pools().stream().map(Pool::id).toList();
    return facts(who, worker)
        .compose(
            person ->
                Future.all(
                        repository.waitingFor(database.client(), worker.value(), ids),
                        repository.ownMedians(database.client(), worker.value(), ids),
                        readings.of(worker, ids))
                    .map(all -> view(person, all.resultAt(0), all.resultAt(1), all.resultAt(2))));
  }

  private View view(
      Person person,
      Map<ProjectId, MatchingRepository.Waiting> waiting,
      Map<ProjectId, Double> medians,
      Map<ProjectId, Integer> acknowledged) {
    var open = new ArrayList<Ranked>();
    var locked = new ArrayList<Locked>();
    var market = marketPerHour();
    for (Pool pool : index.pools()) {
      var forWorker = waiting.getOrDefault(pool.id(), new MatchingRepository.Waiting(0, 0));
      var missing = missing(pool, person);
      if (!missing.isEmpty()) {
        if (forWorker.total() > 0) {
          locked.add(new Locked(pool, missing));
        }
      } else if (forWorker.total() > 0) {
        open.add(
            Ranking.rank(
                pool,
                person.worker(),
                forWorker,
                Optional.ofNullable(medians.get(pool.id())),
                Optional.ofNullable(market.get(pool.project().price().currency()))));
      }
    }
    open.sort(
        Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(r -> r.pool().id().value()));
    return new View(person.worker(), List.copyOf(open), acknowledged, List.copyOf(locked));
  }

  /** By currency, the median pay per hour of the live pools by their estimates. */
  private Map<String, Money> marketPerHour() {
    var byCurrency = new HashMap<String, List<Money>>();
    for (Pool pool : index.pools()) {
      var price = pool.project().price();
      byCurrency
          .computeIfAbsent(price.currency(), _ -> new ArrayList<>())
          .add(price.perHour(pool.project().estimateSeconds()));
    }
    var medians = new HashMap<String, Money>();
    byCurrency.forEach(
        (currency, pays) -> {
          pays.sort(Comparator.comparingLong(Money::micros));
          medians.put(currency, pays.get(pays.size() / 2));
        });
    return medians;
  }

  /** A live pool, for its worker's page. */
  Future<Optional<Pool>> pool(ProjectId id) {
    return index.find(id);
  }

  /** Has this node read which pools are live, which it otherwise does every second. */
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
