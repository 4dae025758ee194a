package dev.guildhall.market;

import dev.guildhall.eligibility.Predicates;
import dev.guildhall.experiment.Lots;
import dev.guildhall.matching.Crowd;
import dev.guildhall.matching.Dispatch;
import dev.guildhall.matching.Matching;
import dev.guildhall.matching.Offers;
import dev.guildhall.matching.Pool;
import dev.guildhall.matching.PoolFacts;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where people ask for work, under a scheme: the rules of {@code matching} behind it. */
final class Counter {

  private final Scheme scheme;
  private final MarketClock clock;
  private final Dispatch dispatch;
  private final Map<ProjectId, Stock> stocks = new HashMap<>();
  private final Set<Stock> stirred = new LinkedHashSet<>();

  Counter(Scheme scheme, MarketClock clock, long seed) {
    this.scheme = scheme;
    this.clock = clock;
    this.dispatch = new Dispatch(clock, new Lots(new Secret("market " + seed)), scheme.window());
  }

  /** A pool as it is shown, with what an hour of it is thought to pay the person. */
  record Shown(Stock stock, Money payPerHour) {}

  void open(Stock stock) {
    var project = stock.batch().project(clock.instant());
    stocks.put(stock.batch().id(), stock);
    var pool = new Pool(project, "Requester", "Choose.", Predicates.of(project), facts(stock));
    dispatch.replace(List.of(pool), List.of());
  }

  private PoolFacts facts(Stock stock) {
    return stock.facts(clock.elapsed());
  }

  /** Something happened in a pool, so that its facts are read again. */
  void stir(Stock stock) {
    stirred.add(stock);
  }

  /** What nodes do every few seconds. */
  void look(List<Actor> everybody) {
    var facts = new HashMap<ProjectId, PoolFacts>();
    stirred.forEach(stock -> facts.put(stock.batch().id(), facts(stock)));
    dispatch.replaceFacts(facts);
    var finished = stirred.stream().filter(Stock::isFinished).map(one -> one.batch().id()).toList();
    if (!finished.isEmpty()) {
      dispatch.replace(List.of(), finished);
    }
    stirred.clear();
    if (scheme.isRanked()) {
      var people =
          dispatch.here().stream()
              .map(id -> everybody.get((int) id.value().getLeastSignificantBits()))
              .map(actor -> actor.applicant(clock.instant()))
              .toList();
      dispatch.weigh(new Crowd(people, 1));
    }
  }

  /** What somebody who asks may take, best first. */
  List<Shown> ask(Actor actor) {
    var applicant = actor.applicant(clock.instant());
    dispatch.saw(actor.persona().id(), applicant.device());
    if (!scheme.isRanked()) {
      return dispatch.open(applicant).stream()
          .filter(pool -> pool.facts().waiting() > 0)
          .map(pool -> new Shown(stock(pool), pool.payPerHour()))
          .sorted(
              Comparator.<Shown>comparingLong(shown -> shown.stock().batch().at())
                  .reversed()
                  .thenComparing(shown -> shown.stock().batch().number()))
          .toList();
    }
    return dispatch
        .rank(scheme.policy(), applicant, Map.of(), actor.ownTimes(), actor.isNew())
        .free()
        .stream()
        .limit(Matching.POOLS_PER_CLAIM)
        .map(ranked -> new Shown(stock(ranked.pool()), ranked.payPerHour()))
        .toList();
  }

  private Stock stock(Pool pool) {
    return java.util.Objects.requireNonNull(stocks.get(pool.id()));
  }

  void took(Actor actor, Stock stock) {
    dispatch.got(actor.persona().id());
    stir(stock);
  }

  void sent(Actor actor, Stock stock) {
    dispatch.saw(actor.persona().id(), actor.applicant(clock.instant()).device());
    stir(stock);
  }

  /** Whether what is offered to whom may change at any moment. */
  boolean isDrawing() {
    return dispatch.isAnyScarce();
  }

  /** Of those who watch, to whom something has been offered since the last call. */
  List<Actor> told(List<Actor> watching) {
    var begun = dispatch.begun();
    return begun.isEmpty()
        ? List.of()
        : watching.stream().filter(actor -> isOffered(actor, begun)).toList();
  }

  private boolean isOffered(Actor actor, List<Pool> begun) {
    var standings =
        dispatch.standings(scheme.policy(), actor.applicant(clock.instant()), actor.isNew());
    return begun.stream()
        .anyMatch(pool -> standings.get(pool.id()) instanceof Offers.Standing.Offered);
  }
}
