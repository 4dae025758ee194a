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
record RankingPolicy(
    int version,
    double pay,
    double quality,
    double exploration,
    double urgency,
    double completion,
    double scarcity) {

  /** In force until others are read. */
  static final RankingPolicy FIRST = new RankingPolicy(1, 1, 1, 0.5, 0.3, 0.2, 1);

  static RankingPolicy of(int version, JsonObject parameters) {
    return StrictJson.convert(parameters.copy().put("version", version), RankingPolicy.class);
  }
}
