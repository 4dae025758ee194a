package dev.guildhall.attempt;

import dev.guildhall.attempt.MarkRepository.Recorded;
import dev.guildhall.exam.OptionOrder;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestPlan.Feedback;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.qualification.Grant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told of a decision, by the feedback policy of the test. The only place where
 * anything of a key reaches a worker: with the policy {@code items}, after the decision, and never
 * of an item that the same worker has in hand in another attempt.
 */
final class Results {

  private Results() {}

  /**
   * All that a result is made of.
   *
   * @param inHand items of the worker's open attempts
   * @param held what the worker holds of the qualification; null: nothing
   * @param attemptsLeft null: any number
   */
  record Known(
      Attempt attempt,
      TestVersion test,
      Recorded decision,
      List<FormItem> items,
      Map<ItemId, ServedItem> served,
      Set<ItemId> inHand,
      Map<ItemId, GradedLines.Graded> lines,
      AttemptAppeals.Told appeals,
      @Nullable Grant held,
      @Nullable Integer attemptsLeft) {}

  /** The contract's {@code AttemptResult}. */
  static JsonObject json(Known known) {
    var attempt = known.attempt();
    var plan = known.test().plan();
    var decision = known.decision();
    var json =
        new JsonObject()
            .put("passed", decision.passed())
            .put("score", decision.score())
            .put("needed", plan.passes().getFirst().score())
            .put("version", decision.number())
            .put("sections", sections(plan, decision));
    AttemptView.put(json, "level", decision.level());
    AttemptView.put(json, "decided_at", attempt.decidedAt());
    AttemptView.put(json, "changed", decision.reason());
    AttemptView.put(json, "attempts_left", known.attemptsLeft());
    plan.passes().stream()
        .filter(pass -> decision.level() == null || pass.level() > decision.level())
        .findFirst()
        .ifPresent(pass -> json.put("next_level_needs", pass.score()));
    if (attempt.ability() != null && attempt.abilityError() != null) {
      json.put("ability", ability(new Ability(attempt.ability(), attempt.abilityError())));
    }
    if (decision.passed() && known.held() != null) {
      AttemptView.put(json, "expires_at", known.held().expiresAt());
    }
    if (!Objects.equals(known.attemptsLeft(), 0)) {
      AttemptView.put(json, "retry_from", attempt.retryFrom());
    }
    AttemptView.put(json, "appeal_until", known.appeals().until());
    json.put("items", items(known));
    return json;
  }

  private static JsonObject ability(Ability ability) {
    return new JsonObject()
        .put("mean", ability.mean())
        .put("low", ability.low())
        .put("high", ability.high());
  }

  private static JsonArray sections(TestPlan plan, Recorded decision) {
    var scores = Decision.sections(decision.detail());
    var sections = new JsonArray();
    for (int s = 0; s < plan.sections().size(); s++) {
      var section = plan.sections().get(s);
      var json =
          new JsonObject()
              .put("key", section.key())
              .put("title", section.title())
              .put("score", Objects.requireNonNullElse(scores.get(s), 0.0));
      AttemptView.put(json, "needed", plan.passes().getFirst().sections().get(section.key()));
      sections.add(json);
    }
    return sections;
  }

  /**
   * Of an open item its rubric lines; by the policy {@code items} of each its answer and key. One
   * that may be challenged is there by any policy, for who challenges it has to see it again: as it
   * was asked and answered, and no word of what is right.
   */
  private static JsonArray items(Known known) {
    var all = new JsonArray();
    for (FormItem item : known.items()) {
      var served = Objects.requireNonNull(known.served().get(item.itemId()));
      boolean isTold =
          known.test().plan().feedback() == Feedback.ITEMS || served.rubric().isPresent();
      if (isTold || known.appeals().possible().containsKey(item.itemId())) {
        all.add(item(known, item, served, isTold));
      }
    }
    return all;
  }

  private static JsonObject item(Known known, FormItem item, ServedItem served, boolean isTold) {
    var plan = known.test().plan();
    boolean whole = plan.feedback() == Feedback.ITEMS;
    var json =
        new JsonObject()
            .put("item_id", item.itemId().toString())
            .put("kind", served.kind().wire())
            .put("section", plan.sections().get(item.section()).key())
            .put("counts", item.counts())
            .put("body", OptionOrder.shown(served.body(), item.options()));
    AttemptView.put(json, "answer", item.last());
    if (isTold) {
      AttemptView.put(json, "score", item.score());
    }
    if (whole && !known.inHand().contains(item.itemId())) {
      var key = served.key().copy();
      AttemptView.put(json, "explanation", key.remove("explanation"));
      key.remove("reference");
      key.remove("rubric");
      json.put("key", key);
    }
    var graded = known.lines().get(item.itemId());
    if (graded != null) {
      json.put("lines", lines(graded)).put("comments", new JsonArray(graded.comments()));
    }
    var appeals = known.appeals().possible().get(item.itemId());
    return appeals == null ? json : json.put("may_appeal", new JsonArray(appeals));
  }

  private static JsonArray lines(GradedLines.Graded graded) {
    var lines = new JsonArray();
    graded.lines().forEach(line -> lines.add(StrictJson.toObject(line)));
    return lines;
  }
}
