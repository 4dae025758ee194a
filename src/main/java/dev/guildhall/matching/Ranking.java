package dev.guildhall.matching;

import dev.guildhall.platform.money.Money;
import dev.guildhall.worker.WorkerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first ranking policy: named work first, then effective pay per hour measured against the
 * worker's wish, with a lift for pools that are almost done. Each part that lifts a pool is also a
 * reason on its card.
 */
final class Ranking {

  private static final double ALMOST_DONE = 0.85;
  private static final double NAMED_LIFT = 10;
  private static final double ALMOST_DONE_LIFT = 0.5;
  private static final double NEW_LIFT = 0.25;
  // Above this multiple of the wish, more pay no longer moves a pool up: other things decide then.
  private static final double PAY_CAP = 4;

  private Ranking() {}

  /** Whose median time a pay per hour rests on. */
  enum PayBasis {
    OWN,
    OTHERS,
    ESTIMATE
  }

  /** Why a pool is shown. */
  enum Reason {
    FOR_YOU,
    PAYS_WISH,
    PAYS_WELL,
    LANGUAGE,
    ALMOST_DONE,
    NEW
  }

  /** A pool with everything its card says. */
  record Ranked(
      Pool pool,
      MatchingRepository.Waiting waiting,
      Money payPerHour,
      PayBasis basis,
      double seconds,
      List<Reason> reasons,
      double score) {}

  static Ranked rank(
      Pool pool,
      WorkerFacts worker,
      MatchingRepository.Waiting waiting,
      Optional<Double> ownMedian,
      Optional<Money> marketPerHour) {
    var basis = basis(pool, ownMedian);
    double seconds = Math.max(1, seconds(pool, ownMedian));
    Money perHour = pool.project().price().perHour(seconds);
    var reasons = new ArrayList<Reason>();
    double score = payScore(perHour, worker.wishedPayPerHour().or(() -> marketPerHour));
    if (waiting.named() > 0) {
      reasons.add(Reason.FOR_YOU);
      score += NAMED_LIFT;
    }
    if (worker.wishedPayPerHour().filter(wish -> isAtLeast(perHour, wish)).isPresent()) {
      reasons.add(Reason.PAYS_WISH);
    } else if (marketPerHour.filter(market -> isAtLeast(perHour, market)).isPresent()) {
      reasons.add(Reason.PAYS_WELL);
    }
    if (!pool.project().languages().isEmpty()) {
      reasons.add(Reason.LANGUAGE);
    }
    if (pool.facts().doneShare() > ALMOST_DONE) {
      reasons.add(Reason.ALMOST_DONE);
      score += ALMOST_DONE_LIFT;
    }
    if (basis == PayBasis.ESTIMATE) {
      reasons.add(Reason.NEW);
      score += NEW_LIFT;
    }
    return new Ranked(pool, waiting, perHour, basis, seconds, List.copyOf(reasons), score);
  }

  private static PayBasis basis(Pool pool, Optional<Double> ownMedian) {
    if (ownMedian.isPresent()) {
      return PayBasis.OWN;
    }
    return pool.facts().medianSeconds().isPresent() ? PayBasis.OTHERS : PayBasis.ESTIMATE;
  }

  private static double seconds(Pool pool, Optional<Double> ownMedian) {
    return ownMedian.orElseGet(
        () -> pool.facts().medianSeconds().orElse(pool.project().estimateSeconds()));
  }

  private static double payScore(Money perHour, Optional<Money> measure) {
    return measure
        .filter(m -> m.currency().equals(perHour.currency()) && m.micros() > 0)
        .map(m -> Math.min(PAY_CAP, (double) perHour.micros() / m.micros()))
        .orElse(1.0);
  }

  private static boolean isAtLeast(Money pay, Money measure) {
    return pay.currency().equals(measure.currency()) && pay.micros() >= measure.micros();
  }
}
