package dev.guildhall.project;

import dev.guildhall.overlap.OverlapPlan;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a project's draft or change, of which the contract has checked the shape.
 */
final class TermsReader {

  private TermsReader() {}

  static Money money(JsonObject body, String name) {
    var json = body.getJsonObject(name);
    try {
      return Money.parse(json.getString("amount"), json.getString("currency"));
    } catch (IllegalArgumentException e) {
      throw Refusal.Invalid.field(
          "/" + name + "/currency",
          "unknown_currency",
          json.getString("currency")
              + " is not a currency in use; write the code of ISO 4217 that a country has today, such as USD.");
    }
  }

  static @Nullable Money optionalMoney(JsonObject body, String name, @Nullable Money otherwise) {
    return body.containsKey(name) ? money(body, name) : otherwise;
  }

  /** 0 takes the limit away. */
  static @Nullable Integer maxPerWorker(JsonObject body, @Nullable Integer otherwise) {
    Integer most = body.getInteger("max_per_worker", otherwise);
    return most == null || most == 0 ? null : most;
  }

  /** Null takes the rule away. */
  static @Nullable OverlapPlan overlapRule(JsonObject body, @Nullable OverlapPlan otherwise) {
    if (!body.containsKey("overlap_rule")) {
      return otherwise;
    }
    var plan = body.getJsonObject("overlap_rule");
    return plan == null ? null : StrictJson.convert(plan, OverlapPlan.class);
  }

  static Requirements requirements(JsonObject body, Requirements otherwise) {
    return body.containsKey("requirements")
        ? StrictJson.convert(body.getJsonObject("requirements"), Requirements.class)
        : otherwise;
  }

  static ReviewPlan review(JsonObject body, ReviewPlan otherwise) {
    return body.containsKey("review")
        ? StrictJson.convert(body.getJsonObject("review"), ReviewPlan.class)
        : otherwise;
  }
}
