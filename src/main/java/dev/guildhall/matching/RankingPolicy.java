package dev.guildhall.matching;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;

/**
 * The weights of a ranking: data, so that two can be compared. Each weighs a part that is about 1
 * for an ordinary pool, or 0 where it does not apply.
 *
 * @param pay of what an hour pays, against the worker's wish or else the market
 * @param quality of how good the worker is expected to be, against what is usual
 * @param exploration of how little is known of that: the optimism of an upper confidence bound
 * @param urgency of how long nobody has worked on it
 * @param completion of being almost done
 * @param scarcity of the worker's time being wanted for what only few can do
 */
public record RankingPolicy(
    int version,
    double pay,
    double quality,
    double exploration,
    double urgency,
    double completion,
    double scarcity) {

  /** What a new market began with: pay decides nearly alone, for people differ more by it. */
  public static final RankingPolicy FIRST = new RankingPolicy(1, 1, 1, 0.5, 0.3, 0.2, 1);

  /**
   * In force until others are read: a tenth more of expected quality counts as much as half again
   * the pay.
   */
  public static final RankingPolicy EXPERTISE = FIRST.as(2).withQuality(5);

  private static final double NAMED_LIFT = 10;

  /** By which pools are ordered, highest first. */
  double score(Ranking.Parts parts) {
    return pay * parts.pay()
        + quality * parts.quality()
        + exploration * parts.exploration()
        + urgency * parts.urgency()
        + completion * parts.completion()
        - scarcity * parts.scarcity()
        + (parts.byName() ? NAMED_LIFT : 0);
  }

  private RankingPolicy as(int other) {
    return new RankingPolicy(other, pay, quality, exploration, urgency, completion, scarcity);
  }

  /** The same without, or with more or less of, the price of rare skill. */
  public RankingPolicy withScarcity(double other) {
    return new RankingPolicy(version, pay, quality, exploration, urgency, completion, other);
  }

  /** The same with more or less of expected quality. */
  public RankingPolicy withQuality(double other) {
    return new RankingPolicy(version, pay, other, exploration, urgency, completion, scarcity);
  }

  /** The same without, or with more or less of, exploration. */
  public RankingPolicy withExploration(double other) {
    return new RankingPolicy(version, pay, quality, other, urgency, completion, scarcity);
  }

  static RankingPolicy of(int version, JsonObject parameters) {
    return StrictJson.convert(parameters.copy().put("version", version), RankingPolicy.class);
  }
}
