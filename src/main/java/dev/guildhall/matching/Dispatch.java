package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.experiment.Lots;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What decides who sees which work: live pools, those who are here, prices of rare skill and
 * offers. It is given what is known and the time, and asks no store, so that the same rules serve a
 * node and a simulated market.
 */
public final class Dispatch {

  private static final int MOST_BEGUN = 5;

  private final LivePools pools = new LivePools();
  private final ShadowPrices prices = new ShadowPrices();
  private final Attendance attendance;
  private final Offers offers;
  private final Duration window;

  /**
   * @param window how long scarce work is offered to those who were drawn; zero: to all
   */
  public Dispatch(InstantSource time, Lots lots, Duration window) {
    this.window = window;
    this.attendance = new Attendance(time);
    this.offers = new Offers(window, lots, time, attendance::claimedAt);
  }

  LivePools pools() {
    return pools;
  }

  Attendance attendance() {
    return attendance;
  }

  Offers offers() {
    return offers;
  }

  /** Takes pools in, or in place of what was known of them, and others out. */
  public void replace(Collection<Pool> live, Collection<ProjectId> gone) {
    pools.replace(live, gone);
  }

  /**
   * Takes fresh facts of live pools in. Lots that were drawn while a pool ran dry do not hold for
   * what was loaded since.
   */
  public void replaceFacts(Map<ProjectId, PoolFacts> facts) {
    facts.forEach(
        (id, fresh) ->
            pools
                .pool(id)
                .filter(pool -> pool.facts().isLittle() && !fresh.isLittle())
                .ifPresent(_ -> offers.refilled(id)));
    pools.replaceFacts(facts);
  }

  /** The pools that are open to the applicant, in no order. */
  public List<Pool> open(Applicant applicant) {
    var open = new ArrayList<Pool>();
    pools.open(applicant, open::add);
    return open;
  }

  /** The worker looks for work, or sends some. */
  public void saw(WorkerId worker, Device device) {
    attendance.saw(worker, device);
  }

  /** The worker got a task. */
  public void got(WorkerId worker) {
    attendance.got(worker);
  }

  /** Those who are here. */
  public List<WorkerId> here() {
    return attendance.here().stream().map(Attendance.Attendant::worker).toList();
  }

  /** Whether lots are drawn for any pool. */
  public boolean isAnyScarce() {
    return offers.isAnyScarce();
  }

  /** One look at the market: what rare skill costs, and what there is too little of. */
  public void weigh(Crowd crowd) {
    prices.look(pools.all(), crowd);
    offers.look(pools.scarce(crowd, window));
  }

  /** Scarce pools that have been offered anew since the last call, the best paid of them. */
  public List<Pool> begun() {
    return offers.begun().stream()
        .flatMap(id -> pools.pool(id).stream())
        .sorted(
            Comparator.<Pool>comparingLong(pool -> pool.payPerHour().micros())
                .reversed()
                .thenComparing(pool -> pool.id().value()))
        .limit(MOST_BEGUN)
        .toList();
  }

  /**
   * What may wait for the applicant, best first.
   *
   * @param named by pool, how many tasks wait for them by name
   * @param times by pool, how long they take
   * @param isNew whether they have never had a task
   */
  public Rank rank(
      RankingPolicy policy,
      Applicant applicant,
      Map<ProjectId, Integer> named,
      Map<ProjectId, OwnTime> times,
      boolean isNew) {
    var ranking = new Ranking(policy, applicant, pools.market(), prices);
    var ranked = new ArrayList<Ranked>();
    pools.open(
        applicant,
        pool -> {
          int byName = named.getOrDefault(pool.id(), 0);
          if (byName > 0 || pool.hasCommon()) {
            ranked.add(ranking.rank(pool, byName, Optional.ofNullable(times.get(pool.id()))));
          }
        });
    ranked.sort(
        Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(r -> r.pool().id().value()));
    var scarce = ranked.stream().map(Ranked::pool).filter(offers::isScarce).toList();
    return new Rank(applicant, ranking, ranked, standings(ranking, applicant, scarce, isNew));
  }

  /** Where the applicant stands with each of the scarce pools that are open to them. */
  public Map<ProjectId, Standing> standings(
      RankingPolicy policy, Applicant applicant, boolean isNew) {
    var ranking = new Ranking(policy, applicant, pools.market(), prices);
    return standings(
        ranking, applicant, open(applicant).stream().filter(offers::isScarce).toList(), isNew);
  }

  private Map<ProjectId, Standing> standings(
      Ranking ranking, Applicant applicant, List<Pool> scarce, boolean isNew) {
    return scarce.isEmpty()
        ? Map.of()
        : offers.standings(applicant.facts().worker(), isNew, scarce, ranking::fit);
  }
}
