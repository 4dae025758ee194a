package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Facts;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.platform.money.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders pools for one worker: by what an hour pays them, how good they are expected to be at it
 * and how little that is known, how long the work has waited, and how much their rare skills are
 * wanted elsewhere. Each part that lifts a pool noticeably is also a reason on its card.
 */
public final class Ranking {

  private static final double ALMOST_DONE = 0.85;
  // Above this multiple of the wish, more pay no longer moves a pool up: other things decide then.
  private static final double PAY_CAP = 4;
  // So many submissions of their own count as much as what is known of others.
  private static final double OWN_WEIGHT = 5;
  // Work that nobody has done for so long is about as urgent as it becomes.
  private static final double URGENT_HOURS = 6;

  // What is thought of somebody of whom nothing is known.
  private static final Facts.Skill UNKNOWN = new Facts.Skill(0.8, 0.54, 0);
  // From the mean of a normal distribution down to its fifth percentile, in standard deviations.
  private static final double LOWER_DEVIATIONS = 1.645;
  private static final int ENOUGH_OBSERVATIONS = 10;
  private static final double GOOD = 0.9;

  private static final double NOTICEABLE = 0.5;

  private final RankingPolicy policy;
  private final Applicant applicant;
  private final Market market;
  private final ShadowPrices prices;
  private final Map<Predicate, Double> rareSkills;

  Ranking(RankingPolicy policy, Applicant applicant, Market market, ShadowPrices prices) {
    this.policy = policy;
    this.applicant = applicant;
    this.market = market;
    this.prices = prices;
    this.rareSkills = prices.heldBy(applicant);
  }

  /** Whose median time a pay per hour rests on. */
  public enum PayBasis {
    OWN,
    OTHERS,
    ESTIMATE
  }

  /** Why a pool is shown. */
  public enum Reason {
    FOR_YOU,
    NEEDS_YOU,
    PAYS_WISH,
    PAYS_WELL,
    GOOD_AT,
    LANGUAGE,
    WAITING_LONG,
    ALMOST_DONE,
    NEW
  }

  /**
   * What a score is made of, before it is weighed; the same under every policy.
   *
   * @param pay 1 where an hour pays what is wished for
   * @param quality expected, above what is thought of somebody unknown
   * @param exploration how little is known of that, in standard deviations
   * @param urgency 0 to 1
   * @param completion 1: almost done
   * @param scarcity what the worker's rare skills are worth elsewhere
   * @param byName whether something waits for them by name
   */
  public record Parts(
      double pay,
      double quality,
      double exploration,
      double urgency,
      double completion,
      double scarcity,
      boolean byName) {

    /** The expected quality itself: the probability that the work is right. */
    double skill() {
      return quality + UNKNOWN.mean();
    }
  }

  /**
   * A pool with everything its card says.
   *
   * @param named tasks that wait for the worker by name
   * @param common tasks that wait for the worker among those for anybody, counted up to {@value
   *     PoolFacts#MOST}
   * @param seconds that a submission takes this worker, as far as is known
   */
  public record Ranked(
      Pool pool,
      int named,
      int common,
      Money payPerHour,
      PayBasis basis,
      double seconds,
      List<Reason> reasons,
      Parts parts,
      double score) {

    int waiting() {
      return named + common;
    }

    /**
     * @param found tasks for anybody that wait for the worker, counted up to {@value
     *     MatchingRepository#FEW}; where there are so many, most of the pool's wait for them
     */
    Ranked withCommon(int found) {
      int waiting =
          found < MatchingRepository.FEW ? found : Math.max(found, pool.facts().waiting());
      return new Ranked(pool, named, waiting, payPerHour, basis, seconds, reasons, parts, score);
    }
  }

  Ranked rank(Pool pool, int named, Optional<OwnTime> own) {
    var basis = basis(pool, own);
    double seconds = Math.max(1, seconds(pool, own));
    Money perHour = pool.project().price().perHour(seconds);
    var skill = skill(pool);
    double urgency = urgency(pool);
    double need = need(pool);
    var parts =
        new Parts(
            pay(perHour),
            skill.mean() - UNKNOWN.mean(),
            (skill.mean() - skill.lowerBound()) / LOWER_DEVIATIONS,
            urgency,
            isAlmostDone(pool) ? 1 : 0,
            wantedElsewhere(pool),
            named > 0);
    var reasons = reasons(pool, perHour, skill, urgency, need, basis, named > 0);
    return new Ranked(
        pool,
        named,
        pool.facts().waiting(),
        perHour,
        basis,
        seconds,
        reasons,
        parts,
        policy.score(parts));
  }

  /** The version of the policy that it is by. */
  int version() {
    return policy.version();
  }

  private Facts.Skill skill(Pool pool) {
    return applicant.facts().skills().getOrDefault(pool.project().skillDomain(), UNKNOWN);
  }

  /** How much more likely the applicant shall be drawn for the pool, for being good at it. */
  double fit(Pool pool) {
    return Math.exp(policy.quality() * (skill(pool).mean() - UNKNOWN.mean()));
  }

  private List<Reason> reasons(
      Pool pool,
      Money perHour,
      Facts.Skill skill,
      double urgency,
      double need,
      PayBasis basis,
      boolean byName) {
    var reasons = new ArrayList<Reason>();
    if (byName) {
      reasons.add(Reason.FOR_YOU);
    }
    if (need >= NOTICEABLE) {
      reasons.add(Reason.NEEDS_YOU);
    }
    if (applicant.facts().wishedPayPerHour().filter(wish -> isAtLeast(perHour, wish)).isPresent()) {
      reasons.add(Reason.PAYS_WISH);
    } else if (market
        .perHour(perHour.currency())
        .filter(usual -> isAtLeast(perHour, usual))
        .isPresent()) {
      reasons.add(Reason.PAYS_WELL);
    }
    if (skill.observations() >= ENOUGH_OBSERVATIONS && skill.mean() >= GOOD) {
      reasons.add(Reason.GOOD_AT);
    }
    if (!pool.project().requirements().languages().isEmpty()) {
      reasons.add(Reason.LANGUAGE);
    }
    if (urgency >= NOTICEABLE) {
      reasons.add(Reason.WAITING_LONG);
    }
    if (isAlmostDone(pool)) {
      reasons.add(Reason.ALMOST_DONE);
    }
    if (basis == PayBasis.ESTIMATE) {
      reasons.add(Reason.NEW);
    }
    return List.copyOf(reasons);
  }

  /** Above 0.5, from where pay is what is wished for; growing ever more slowly. */
  private double pay(Money perHour) {
    var measure = applicant.facts().wishedPayPerHour().or(() -> market.perHour(perHour.currency()));
    double multiple =
        measure
            .filter(m -> m.currency().equals(perHour.currency()) && m.micros() > 0)
            .map(m -> Math.min(PAY_CAP, (double) perHour.micros() / m.micros()))
            .orElse(1.0);
    return Math.log1p(multiple) / Math.log(2);
  }

  private static double urgency(Pool pool) {
    return 1 - Math.exp(-pool.facts().idleSeconds() / 3600 / URGENT_HOURS * Math.log(20));
  }

  private static boolean isAlmostDone(Pool pool) {
    return pool.facts().doneShare() > ALMOST_DONE;
  }

  /** What the dearest skill that the pool asks for costs. */
  private double need(Pool pool) {
    return pool.predicates().stream().mapToDouble(prices::of).max().orElse(0);
  }

  /** What the worker's rare skills are worth that this pool has no use for. */
  private double wantedElsewhere(Pool pool) {
    if (rareSkills.isEmpty()) {
      return 0;
    }
    var used = new HashSet<>(pool.predicates());
    return rareSkills.entrySet().stream()
        .filter(skill -> !used.contains(skill.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(0);
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

  private static boolean isAtLeast(Money pay, Money measure) {
    return pay.currency().equals(measure.currency()) && pay.micros() >= measure.micros();
  }
}
