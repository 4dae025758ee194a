package dev.guildhall.attempt;

import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestPlan.Pass;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan makes of scores.
 *
 * @param score of the whole: the weighted mean of its sections, 0 to 1
 * @param sections by section; null where nothing of it counts
 * @param level the highest that is met; null: none
 */
record Decision(double score, List<@Nullable Double> sections, @Nullable Integer level) {

  // Sums of decimals that come to the cut are at the cut.
  private static final double EXACT = 1e-9;
  private static final String RULE = "weighted_mean/1";

  /**
   * Decides. A section of which nothing counts, as all of it was taken out, is left out of the
   * whole and asked of nobody.
   *
   * @param sections the score of each, 0 to 1
   */
  static Decision of(TestPlan plan, List<@Nullable Double> sections) {
    double sum = 0;
    double weights = 0;
    var byKey = new HashMap<String, Double>();
    for (int s = 0; s < sections.size(); s++) {
      var score = sections.get(s);
      if (score != null) {
        sum += score * plan.sections().get(s).weight();
        weights += plan.sections().get(s).weight();
        byKey.put(plan.sections().get(s).key(), score);
      }
    }
    double whole = weights == 0 ? 0 : Math.min(1, sum / weights);
    return new Decision(whole, sections, level(plan, whole, byKey));
  }

  private static @Nullable Integer level(
      TestPlan plan, double whole, Map<String, Double> sections) {
    @Nullable Integer highest = null;
    for (Pass pass : plan.passes()) {
      if (whole >= pass.score() - EXACT && isMet(pass, sections)) {
        highest = pass.level();
      }
    }
    return highest;
  }

  private static boolean isMet(Pass pass, Map<String, Double> sections) {
    return pass.sections().entrySet().stream()
        .allMatch(
            needed -> {
              var score = sections.get(needed.getKey());
              return score == null || score >= needed.getValue() - EXACT;
            });
  }

  /** As {@code attempt_decision.detail} keeps it. */
  JsonObject detail(TestPlan plan) {
    var scores = new JsonArray();
    for (int s = 0; s < sections.size(); s++) {
      var score = sections.get(s);
      var section = new JsonObject().put("key", plan.sections().get(s).key());
      scores.add(score == null ? section : section.put("score", score));
    }
    return new JsonObject().put("sections", scores).put("rule", RULE);
  }

  /** The section scores out of {@link #detail}, in the order of the plan. */
  static List<@Nullable Double> sections(JsonObject detail) {
    var scores = new ArrayList<@Nullable Double>();
    detail
        .getJsonArray("sections")
        .forEach(section -> scores.add(((JsonObject) section).getDouble("score")));
    return scores;
  }
}
