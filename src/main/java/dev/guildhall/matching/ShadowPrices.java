package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Predicate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What an hour of those who can do something rare is worth beyond an hour of anybody: the price of
 * a scarce skill. Work that does not need the skill is ranked lower by it for those who have it, as
 * long as there is work that does.
 *
 * <p>The price is the multiplier of "no more hours of this skill are used than there are", found by
 * a projected subgradient step at each look: up while more hours are wanted than are here, down
 * otherwise (Arrow, Hurwicz, Uzawa, "Studies in Linear and Non-linear Programming", 1958). To take
 * such a price off what uses the resource is a bid-price control (Talluri and van Ryzin, "An
 * Analysis of Bid-Price Controls for Network Revenue Management", Management Science 44, 1998).
 */
final class ShadowPrices {

  // Hours that those who are here will work before the prices are of another day.
  private static final double HORIZON_HOURS = 2;
  private static final double STEP = 0.1;
  // As much as an hour at the usual pay is worth: nothing is worth leaving all else for.
  private static final double HIGHEST = 1;
  // What more than this share of those who are here can do is not rare.
  private static final double RARE = 0.5;

  private volatile Map<Predicate, Double> prices = Map.of();

  /** One look: demand and supply as they are now. */
  void look(Collection<Pool> pools, Crowd crowd) {
    var wanted = new HashMap<Predicate, Double>();
    for (Pool pool : pools) {
      for (Predicate predicate : pool.predicates()) {
        if (isSkill(predicate)) {
          wanted.merge(predicate, pool.remainingHours(), Double::sum);
        }
      }
    }
    var next = new HashMap<Predicate, Double>();
    wanted.forEach(
        (skill, hours) -> {
          double price = next(prices.getOrDefault(skill, 0.0), hours, holders(skill, crowd), crowd);
          if (price > 0) {
            next.put(skill, price);
          }
        });
    prices = Map.copyOf(next);
  }

  private static double holders(Predicate skill, Crowd crowd) {
    return crowd.people().stream().filter(skill::holds).count() * crowd.each();
  }

  private static double next(double price, double wantedHours, double holders, Crowd crowd) {
    if (holders > RARE * crowd.people().size() * crowd.each()) {
      return 0;
    }
    double supply = Math.max(holders, 1) * HORIZON_HOURS;
    double excess = Math.clamp((wantedHours - supply) / supply, -1, 1);
    return Math.clamp(price + STEP * excess, 0, HIGHEST);
  }

  /** What people can do, as opposed to where they are and what they have done. */
  private static boolean isSkill(Predicate predicate) {
    return predicate instanceof Predicate.Qualification
        || predicate instanceof Predicate.Skill
        || predicate instanceof Predicate.Language;
  }

  /** The price of a skill; 0: it is not scarce. */
  double of(Predicate skill) {
    return prices.getOrDefault(skill, 0.0);
  }

  /** What the applicant's scarce skills are worth, each with its price. */
  Map<Predicate, Double> heldBy(Applicant applicant) {
    var held = new HashMap<Predicate, Double>();
    prices.forEach(
        (skill, price) -> {
          if (skill.holds(applicant)) {
            held.put(skill, price);
          }
        });
    return held;
  }
}
