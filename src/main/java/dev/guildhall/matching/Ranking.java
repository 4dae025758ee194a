package dev.guildhall.matching;

import dev.guildhall.eligibility.Facts;
import dev.guildhall.matching.MatchingRepository.OwnTime;
import dev.guildhall.platform.money.Money;
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
  // So many submissions of their own count as much as what is known of others.
  private static final double OWN_WEIGHT = 5;

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

  /**
   * A pool with everything its card says.
   *
   * @param named tasks that wait for the worker by name
   * @param common tasks that wait for the worker among those for anybody, counted up to {@value
   *     PoolFacts#MOST}
   * @param seconds that a submission takes this worker, as far as is known
   */
  record Ranked(
      Pool pool,
      int named,
      int common,
      Money payPerHour,
      PayBasis basis,
      double seconds,
      List<Reason> reasons,
      double score) {

    int waiting() {
      return named + common;
    }

    Ranked withCommon(int waiting) {
      return new Ranked(pool, named, waiting, payPerHour, basis, seconds, reasons, score);
    }
  }

  static Ranked rank(
      Pool pool, Facts worker, int named, Optional<OwnTime> own, Optional<Money> marketPerHour) {
    var basis = basis(pool, own);
    double seconds = Math.max(1, seconds(pool, own));
    Money perHour = pool.project().price().perHour(seconds);
    var reasons = new ArrayList<Reason>();
    double score = payScore(perHour, worker.wishedPayPerHour().or(() -> marketPerHour));
    if (named > 0) {
      reasons.add(Reason.FOR_YOU);
      score += NAMED_LIFT;
    }
    if (worker.wishedPayPerHour().filter(wish -> isAtLeast(perHour, wish)).isPresent()) {
      reasons.add(Reason.PAYS_WISH);
    } else if (marketPerHour.filter(market -> isAtLeast(perHour, market)).isPresent()) {
      reasons.add(Reason.PAYS_WELL);
    }
    if (!pool.project().requirements().languages().isEmpty()) {
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
    return new Ranked(
        pool, named, pool.facts().waiting(), perHour, basis, seconds, List.copyOf(reasons), score);
  }

  private static PayBasis basis(Pool pool, Optional<OwnTime> own) {
    if (own.isPresent()) {
      return PayBasis.OWN;
    }
    return pool.facts().medianSeconds().isPresent() ? PayBasis.OTHERS : PayBasis.ESTIMATE;
  }

  /**
   * The worker's own time, drawn towards that of others while it rests on little: a weighted
   * geometric mean, for times spread by factors.
   */
  private static double seconds(Pool pool, Optional<OwnTime> own) {
    double others = pool.facts().medianSeconds().orElse(pool.project().estimateSeconds());
    return own.map(
            time -> {
              double weight = time.samples() / (time.samples() + OWN_WEIGHT);
              return Math.exp(
                  weight * Math.log(Math.max(1, time.medianSeconds()))
                      + (1 - weight) * Math.log(Math.max(1, others)));
            })
        .orElse(others);
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
