package dev.guildhall.matching;

import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The live pools as this node knows them: at most a second old, their facts at most a few. */
final class PoolIndex {

  private static final Duration FACTS_AGE = Duration.ofSeconds(3);

  private final Database database;
  private final Projects projects;
  private final InstantSource time;
  private final MatchingRepository repository;
  private volatile Map<ProjectId, Pool> pools = Map.of();
  private volatile Instant factsAt = Instant.EPOCH;

  PoolIndex(
      Database database, Projects projects, InstantSource time, MatchingRepository repository) {
    this.database = database;
    this.projects = projects;
    this.time = time;
    this.repository = repository;
  }

  Collection<Pool> pools() {
    return pools.values();
  }

  Optional<Pool> pool(ProjectId id) {
    return Optional.ofNullable(pools.get(id));
  }

  /** A live pool; one that this node has not heard of yet is asked for. */
  Future<Optional<Pool>> find(ProjectId id) {
    var known = pool(id);
    return known.isPresent()
        ? Future.succeededFuture(known)
        : projects
            .live(database.client(), id)
            .compose(
                live ->
                    live.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : refresh().map(_ -> pool(id)));
  }

  /** Reads what is live. Always 0: there is never more to do at once. */
  Future<Integer> refresh() {
    return projects
        .live(database.client())
        .compose(live -> facts(live).map(facts -> replace(live, facts)));
  }

  private int replace(List<Project> live, Map<ProjectId, PoolFacts> facts) {
    var next = new HashMap<ProjectId, Pool>();
    for (Project project : live) {
      next.put(project.id(), pool(project, facts));
    }
    pools = Map.copyOf(next);
    return 0;
  }

  private static Pool pool(Project project, Map<ProjectId, PoolFacts> facts) {
    return new Pool(project, facts.getOrDefault(project.id(), PoolFacts.UNKNOWN));
  }

  private Future<Map<ProjectId, PoolFacts>> facts(List<Project> live) {
    var known = pools.values().stream().collect(Collectors.toMap(Pool::id, Pool::facts));
    boolean isFresh =
        Duration.between(factsAt, time.instant()).compareTo(FACTS_AGE) < 0
            && live.stream().allMatch(project -> known.containsKey(project.id()));
    if (isFresh || live.isEmpty()) {
      return Future.succeededFuture(known);
    }
    factsAt = time.instant();
    return repository.facts(database.client(), live.stream().map(Project::id).toList());
  }
}
