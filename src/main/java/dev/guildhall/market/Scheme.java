package dev.guildhall.market;

import dev.guildhall.matching.RankingPolicy;
import java.time.Duration;

/**
 * A way to hand out work.
 *
 * @param isRanked otherwise whoever asks is shown what they may do, newest first
 * @param policy by which it is ranked
 * @param window how long scarce work is offered by lot; zero: whoever comes first has it
 */
public record Scheme(
    String name, String text, boolean isRanked, RankingPolicy policy, Duration window) {

  private static final RankingPolicy USUAL = RankingPolicy.EXPERTISE;

  /** Whoever asks first has the newest. */
  static final Scheme FIRST_COME =
      new Scheme("first_come", "First come, newest first", false, USUAL, Duration.ZERO);

  /** The policy by which a new market ranks, with offers of the usual length. */
  static Scheme usual(Duration window) {
    return new Scheme("default", "Expertise and pay, with offers", true, USUAL, window);
  }

  static Scheme payOnly() {
    return new Scheme(
        "pay_only",
        "Pay alone, no offers",
        true,
        new RankingPolicy(0, USUAL.pay(), 0, 0, 0, 0, 0),
        Duration.ZERO);
  }

  /** The policy with which a new market used to begin. */
  static Scheme first(Duration window) {
    return new Scheme(
        "policy_1", "The first policy, with offers", true, RankingPolicy.FIRST, window);
  }

  static Scheme withoutScarcity(Duration window) {
    return new Scheme(
        "no_scarcity_price",
        "The default without the price of rare skill",
        true,
        USUAL.withScarcity(0),
        window);
  }

  static Scheme withoutExploration(Duration window) {
    return new Scheme(
        "no_exploration",
        "The default without exploration",
        true,
        USUAL.withExploration(0),
        window);
  }

  static Scheme withoutOffers() {
    return new Scheme("no_offers", "The default without offers", true, USUAL, Duration.ZERO);
  }
}
