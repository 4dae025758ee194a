package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.EligibilityIndex;
import dev.guildhall.project.ProjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The live pools, to whom they are open and what they usually pay. Knows no store. */
final class LivePools {

  private final Map<ProjectId, Pool> pools = new ConcurrentHashMap<>();
  private final EligibilityIndex<Pool> eligibility = new EligibilityIndex<>();
  private volatile Market market = new Market(Set.of());

  /** Takes pools in, or in place of what was known of them, and others out. */
  synchronized void replace(Collection<Pool> live, Collection<ProjectId> gone) {
    put(live, gone);
    market = new Market(pools.values());
  }

  /** Takes fresh facts of live pools in; those of others are left out. */
  synchronized void replaceFacts(Map<ProjectId, PoolFacts> facts) {
    var changed = new ArrayList<Pool>();
    facts.forEach((id, fresh) -> pool(id).ifPresent(pool -> changed.add(pool.with(fresh))));
    put(changed, Set.of());
  }

  private void put(Collection<Pool> live, Collection<ProjectId> gone) {
    live.forEach(pool -> pools.put(pool.id(), pool));
    pools.keySet().removeAll(gone);
    eligibility.update(
        live.stream()
            .map(pool -> new EligibilityIndex.Listed<>(pool.id(), pool, pool.predicates()))
            .toList(),
        gone);
  }

  Collection<Pool> all() {
    return pools.values();
  }

  Optional<Pool> pool(ProjectId id) {
    return Optional.ofNullable(pools.get(id));
  }

  /** The pools that are open to the applicant, in no order. */
  void open(Applicant applicant, Consumer<Pool> to) {
    eligibility.open(applicant, to);
  }

  /**
   * The pools of which there is not enough for a crowd, with the share of those to whom each is
   * open that shall be offered it at a time.
   *
   * <p>A pool has room for as many people as its free slots keep at work for a round, one task each
   * at the least. Everybody takes room for one, of all that is open to them in proportion to what
   * there is. A pool of which so less is wanted than there is, is enough; the others are offered to
   * as many as there is room for.
   *
   * @param round until somebody looks again
   */
  Map<ProjectId, Double> scarce(Crowd crowd, Duration round) {
    double enough = crowd.people().size() * crowd.each();
    var pressure = new HashMap<ProjectId, Pressure>();
    for (Applicant applicant : crowd.people()) {
      var open = new ArrayList<Pool>();
      var room = new double[1];
      eligibility.open(
          applicant,
          pool -> {
            // Who has room for everybody puts no pressure on anything.
            if (room[0] <= enough && pool.freeSlots() > 0) {
              open.add(pool);
              room[0] += pool.perRound(round);
            }
          });
      if (room[0] <= enough) {
        open.forEach(
            pool ->
                pressure.merge(
                    pool.id(), new Pressure(crowd.each(), crowd.each() / room[0]), Pressure::plus));
      }
    }
    var shares = new HashMap<ProjectId, Double>();
    pressure.forEach(
        (id, on) -> {
          if (on.wanted() > 1) {
            pool(id)
                .filter(Pool::isCounted)
                .map(pool -> pool.perRound(round) / on.people())
                .filter(share -> share < 1)
                .ifPresent(share -> shares.put(id, share));
          }
        });
    return shares;
  }

  /**
   * What a crowd wants of a pool.
   *
   * @param people to whom it is open
   * @param wanted what they want of it, as a multiple of what there is
   */
  private record Pressure(double people, double wanted) {
    Pressure plus(Pressure other) {
      return new Pressure(people + other.people, wanted + other.wanted);
    }
  }

  Market market() {
    return market;
  }
}
