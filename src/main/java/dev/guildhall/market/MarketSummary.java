package dev.guildhall.market;

import dev.guildhall.market.MarketTrial.Figures;
import dev.guildhall.market.MarketTrial.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A trial as JSON: {@code seed}, {@code setting}, {@code measures} with the text and unit of each,
 * and {@code schemes}, each with its policy and, by measure, the mean and 95 % interval of itself
 * and of its difference to the first scheme. The same trial is the same text, byte for byte.
 */
final class MarketSummary {

  private MarketSummary() {}

  static String of(Result result) {
    var setting = result.setting();
    var schemes = new JsonArray();
    result.schemes().forEach((scheme, figures) -> schemes.add(scheme(scheme, figures)));
    var measures = new JsonObject();
    for (Measure measure : Measure.values()) {
      measures.put(
          measure.wire(), new JsonObject().put("text", measure.text()).put("unit", measure.unit()));
    }
    return new JsonObject()
            .put("seed", result.seed())
            .put(
                "setting",
                new JsonObject()
                    .put("days", setting.days())
                    .put("workers", setting.workers())
                    .put("newcomers_per_day", setting.newcomersPerDay())
                    .put("script_permille", setting.scriptPermille())
                    .put("load", setting.load())
                    .put("smallest_batch", setting.smallestBatch())
                    .put("largest_batch", setting.largestBatch())
                    .put("replications", setting.replications()))
            .put("submissions_wanted", rounded(result.tasks()))
            .put("measures", measures)
            .put("schemes", schemes)
            .encodePrettily()
        + '\n';
  }

  private static JsonObject scheme(Scheme scheme, Figures figures) {
    var json =
        new JsonObject()
            .put("name", scheme.name())
            .put("text", scheme.text())
            .put("window_seconds", scheme.window().toSeconds());
    if (scheme.isRanked()) {
      var policy = scheme.policy();
      json.put(
          "weights",
          new JsonObject()
              .put("pay", policy.pay())
              .put("quality", policy.quality())
              .put("exploration", policy.exploration())
              .put("urgency", policy.urgency())
              .put("completion", policy.completion())
              .put("scarcity", policy.scarcity()));
    }
    return json.put("figures", intervals(figures.own()))
        .put("difference", intervals(figures.against()));
  }

  private static JsonObject intervals(Map<Measure, Interval> by) {
    var json = new JsonObject();
    by.forEach(
        (measure, interval) ->
            json.put(
                measure.wire(),
                new JsonObject()
                    .put("mean", rounded(interval.mean()))
                    .put("low", rounded(interval.low()))
                    .put("high", rounded(interval.high()))));
    return json;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
