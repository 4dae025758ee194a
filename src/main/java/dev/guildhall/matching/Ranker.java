package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.matching.MatchingRepository.OwnTime;
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

/**
 * Puts together what a worker may do: what is open to them, in which order, and what is offered.
 */
final class Ranker {

  private final Database database;
  private final PoolIndex index;
  private final MatchingRepository repository;
  private final Eligibility eligibility;
  private final Policies policies;
  private final ShadowPrices prices;
  private final Presence presence;
  private final Offers offers;
  private final OwnTimes ownTimes;
  private final Newcomers newcomers;

  Ranker(
      Platform platform,
      PoolIndex index,
      MatchingRepository repository,
      Eligibility eligibility,
      Policies policies,
      ShadowPrices prices,
      Presence presence,
      Offers offers) {
    this.database = platform.database();
    this.index = index;
    this.repository = repository;
    this.eligibility = eligibility;
    this.policies = policies;
    this.prices = prices;
    this.presence = presence;
    this.offers = offers;
    this.ownTimes = new OwnTimes(database, platform.nanos(), repository);
    this.newcomers = new Newcomers(database, repository);
  }

  /**
   * The pools in which something may wait for the applicant.
   *
   * @param pools best first
   * @param standings of those of which there is not enough for all
   */
  record Rank(
      Applicant applicant,
      Ranking ranking,
      List<Ranked> pools,
      Map<ProjectId, Standing> standings) {

    /** Where the applicant stands; what waits for them by name is theirs. */
    Standing standing(Ranked ranked) {
      return ranked.named() > 0
          ? new Standing.Open()
          : standings.getOrDefault(ranked.pool().id(), new Standing.Open());
    }
  }

  Future<Rank> rank(WorkerId worker, Device device) {
    presence.saw(worker, device);
    return Future.all(
            eligibility.known(worker, device),
            policies.of(worker),
            repository.namedFor(database.client(), worker.value()),
            ownTimes.of(worker))
        .map(
            all -> {
              var ranking = new Ranking(all.resultAt(1), all.resultAt(0), index.market(), prices);
              return rank(all.resultAt(0), ranking, all.resultAt(2), all.resultAt(3));
            })
        .compose(this::withStandings);
  }

  private Rank rank(
      Applicant applicant,
      Ranking ranking,
      Map<ProjectId, Integer> named,
      Map<ProjectId, OwnTime> times) {
    var ranked = new ArrayList<Ranked>();
    index.open(
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
    return new Rank(applicant, ranking, ranked, Map.of());
  }

  private Future<Rank> withStandings(Rank rank) {
    var pools = rank.pools().stream().map(Ranked::pool).toList();
    return standings(rank.applicant().facts().worker(), pools)
        .map(standings -> new Rank(rank.applicant(), rank.ranking(), rank.pools(), standings));
  }

  /** Where a worker to whom {@code pool} is open stands with it. */
  Future<Standing> standing(Applicant applicant, Pool pool) {
    var worker = applicant.facts().worker();
    presence.saw(worker, applicant.device());
    if (!offers.isScarce(pool)) {
      return Future.succeededFuture(new Standing.Open());
    }
    return standings(applicant)
        .map(standings -> standings.getOrDefault(pool.id(), new Standing.Open()));
  }

  /** Where the applicant stands with each of the scarce pools that are open to them. */
  Future<Map<ProjectId, Standing>> standings(Applicant applicant) {
    var pools = new ArrayList<Pool>();
    index.open(applicant, pools::add);
    return standings(applicant.facts().worker(), pools);
  }

  private Future<Map<ProjectId, Standing>> standings(WorkerId worker, List<Pool> pools) {
    var scarce = pools.stream().filter(offers::isScarce).toList();
    return scarce.isEmpty()
        ? Future.succeededFuture(Map.of())
        : newcomers.isNew(worker).map(isNew -> offers.standings(worker, isNew, scarce));
  }
}
