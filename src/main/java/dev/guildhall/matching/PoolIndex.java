package dev.guildhall.matching;

import dev.guildhall.eligibility.Predicates;
import dev.guildhall.matching.MatchingRepository.Listing;
import dev.guildhall.platform.event.EventListener;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.News;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectEvents;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The live pools as this node knows them. It hears of each change from the event feed and reads
 * what has changed; now and then it compares all of them, in case it missed something.
 */
final class PoolIndex implements EventListener {

  private static final String SLOT_FREED = "assignment.ended";
  private static final Set<String> OF_WORK =
      Set.of(
          "assignment.claimed",
          "assignment.submitted",
          SLOT_FREED,
          "assignment.reopened",
          "assignment.judged",
          "assignment.readmitted");
  private static final Duration COMPARED = Duration.ofSeconds(30);
  // The facts of a pool that is worked on are at most so old while there are few such pools.
  private static final Duration FACTS_AGE = Duration.ofSeconds(3);
  private static final int POOLS_AT_ONCE = 500;
  private static final int FACTS_AT_ONCE = 200;

  private final Database database;
  private final Projects projects;
  private final InstantSource time;
  private final MatchingRepository repository;
  private final LivePools pools;
  private final Map<ProjectId, Instant> factsAt = new ConcurrentHashMap<>();
  private final Set<ProjectId> changed = new LinkedHashSet<>();
  private final Set<ProjectId> stirred = new LinkedHashSet<>();
  private Instant comparedAt = Instant.EPOCH;
  private Future<Integer> last = Future.succeededFuture(0);

  PoolIndex(
      Database database,
      Projects projects,
      InstantSource time,
      MatchingRepository repository,
      LivePools pools) {
    this.pools = pools;
    this.database = database;
    this.projects = projects;
    this.time = time;
    this.repository = repository;
  }

  @Override
  public Set<String> types() {
    var types = new HashSet<>(OF_WORK);
    types.addAll(ProjectEvents.OF_POOLS);
    return types;
  }

  @Override
  public synchronized void heard(News news) {
    for (RecordedEvent event : news.events()) {
      if (ProjectEvents.OF_POOLS.contains(event.type())) {
        changed.add(new ProjectId(event.subject()));
      } else if (OF_WORK.contains(event.type())) {
        var pool = new ProjectId(UUID.fromString(event.payload().getString("project")));
        stirred.add(pool);
        if (event.type().equals(SLOT_FREED)) {
          // There may be work again where there was none; that is not left waiting.
          factsAt.remove(pool);
        }
      }
    }
  }

  @Override
  public synchronized void missedSome(EventPosition position) {
    comparedAt = Instant.EPOCH;
    stirred.addAll(known());
  }

  Collection<Pool> pools() {
    return pools.all();
  }

  Optional<Pool> pool(ProjectId id) {
    return pools.pool(id);
  }

  private Set<ProjectId> known() {
    return pools.all().stream().map(Pool::id).collect(Collectors.toSet());
  }

  /** A live pool; one that this node has not heard of yet is asked for. */
  Future<Optional<Pool>> find(ProjectId id) {
    var known = pool(id);
    return known.isPresent() ? Future.succeededFuture(known) : load(Set.of(id)).map(_ -> pool(id));
  }

  /**
   * Reads what has changed, once all earlier calls have. Always 0: there is never more to do at
   * once.
   */
  synchronized Future<Integer> refresh() {
    last = last.transform(_ -> look());
    return last;
  }

  private Future<Integer> look() {
    return compare().compose(_ -> loadChanged()).compose(_ -> loadFacts()).map(0);
  }

  private synchronized Future<Void> compare() {
    var now = time.instant();
    if (Duration.between(comparedAt, now).compareTo(COMPARED) < 0) {
      return Future.succeededFuture();
    }
    return projects
        .liveVersions(database.client())
        .onSuccess(versions -> differ(versions, now))
        .mapEmpty();
  }

  private synchronized void differ(Map<ProjectId, Integer> versions, Instant now) {
    comparedAt = now;
    versions.forEach(
        (id, version) -> {
          if (pool(id).filter(pool -> pool.project().version() == version).isEmpty()) {
            changed.add(id);
          }
        });
    known().stream().filter(id -> !versions.containsKey(id)).forEach(changed::add);
  }

  private Future<Void> loadChanged() {
    var some = take(changed, POOLS_AT_ONCE);
    return some.isEmpty()
        ? Future.succeededFuture()
        : load(some).onFailure(_ -> putBack(changed, some)).compose(_ -> loadChanged());
  }

  private Future<Void> load(Set<ProjectId> ids) {
    return Future.all(
            projects.live(database.client(), ids), repository.listings(database.client(), ids))
        .map(
            both -> {
              replace(ids, both.resultAt(0), both.resultAt(1));
              return null;
            });
  }

  private synchronized void replace(
      Set<ProjectId> ids, List<Project> live, Map<ProjectId, Listing> listings) {
    var gone = new HashSet<>(ids);
    var listed = new ArrayList<Pool>();
    for (Project project : live) {
      var id = project.id();
      var listing = listings.getOrDefault(id, new Listing("", ""));
      var facts = pool(id).map(Pool::facts).orElse(PoolFacts.UNKNOWN);
      var pool =
          new Pool(project, listing.requester(), listing.summary(), Predicates.of(project), facts);
      gone.remove(id);
      listed.add(pool);
      factsAt.remove(id);
      stirred.add(id);
    }
    factsAt.keySet().removeAll(gone);
    pools.replace(listed, gone);
  }

  private Future<Void> loadFacts() {
    var due = due();
    return due.isEmpty()
        ? Future.succeededFuture()
        : repository
            .facts(database.client(), due)
            .onSuccess(this::replaceFacts)
            .onFailure(_ -> putBack(stirred, due))
            .mapEmpty();
  }

  /** Pools in which something happened, those that were looked at longest ago first. */
  private synchronized Set<ProjectId> due() {
    var now = time.instant();
    stirred.retainAll(known());
    var due = new LinkedHashSet<ProjectId>();
    for (ProjectId id : stirred) {
      var at = factsAt.getOrDefault(id, Instant.EPOCH);
      if (due.size() < FACTS_AT_ONCE && Duration.between(at, now).compareTo(FACTS_AGE) >= 0) {
        due.add(id);
      }
    }
    stirred.removeAll(due);
    return due;
  }

  private synchronized void replaceFacts(Map<ProjectId, PoolFacts> facts) {
    pools.replaceFacts(facts);
    var now = time.instant();
    facts.keySet().stream().filter(id -> pool(id).isPresent()).forEach(id -> factsAt.put(id, now));
  }

  private synchronized Set<ProjectId> take(Set<ProjectId> from, int most) {
    var taken = new LinkedHashSet<ProjectId>();
    var all = from.iterator();
    while (all.hasNext() && taken.size() < most) {
      taken.add(all.next());
      all.remove();
    }
    return taken;
  }

  private synchronized void putBack(Set<ProjectId> to, Set<ProjectId> ids) {
    to.addAll(ids);
  }
}
