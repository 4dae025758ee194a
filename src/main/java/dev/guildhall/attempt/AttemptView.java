package dev.guildhall.attempt;

import dev.guildhall.exam.OptionOrder;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ServedItem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its worker sees it; the contract's {@code Attempt} and its parts. Of an item there
 * is the body and nothing of the key.
 */
final class AttemptView {

  private AttemptView() {}

  /** Without items and result. */
  static JsonObject line(Attempt attempt) {
    var json =
        new JsonObject()
            .put("id", attempt.id().toString())
            .put("qualification_id", attempt.qualificationId().toString())
            .put("name", attempt.qualificationName())
            .put("number", attempt.number())
            .put("state", attempt.state().wire())
            .put("started_at", attempt.startedAt().toString());
    put(json, "ends_at", attempt.clock().endsAt());
    put(json, "submitted_at", attempt.submittedAt());
    put(json, "decided_at", attempt.decidedAt());
    put(json, "level", attempt.level());
    put(json, "score", attempt.state().isDecided() ? attempt.score() : null);
    return json;
  }

  /**
   * The whole, but for the time and the result.
   *
   * @param items the whole form
   * @param served the items of the open section
   */
  static JsonObject whole(
      Attempt attempt, TestVersion test, List<FormItem> items, Map<ItemId, ServedItem> served) {
    var plan = test.plan();
    boolean open = attempt.state() == AttemptState.OPEN;
    var json = line(attempt).put("clock", plan.clock().wire()).put("late", plan.late().wire());
    json.remove("level");
    json.remove("score");
    json.remove("decided_at");
    plan.bound()
        .ifPresent(seconds -> json.put("seconds", allowed(seconds, attempt.timeMultiplier())));
    put(json, "paused_at", attempt.clock().pausedAt());
    put(json, "feedback_rating", attempt.feedbackRating());
    if (plan.pay() != null) {
      json.put("pay", Catalogue.money(plan.pay()));
    }
    if (open && attempt.section() < plan.sections().size()) {
      json.put("section", attempt.section());
    }
    var sections = new JsonArray();
    for (int s = 0; s < plan.sections().size(); s++) {
      sections.add(section(attempt, plan, items, s));
    }
    return json.put("sections", sections).put("items", shown(attempt, items, served));
  }

  private static long allowed(int seconds, double multiplier) {
    return Clock.allowed(seconds, multiplier).toSeconds();
  }

  private static JsonObject section(Attempt attempt, TestPlan plan, List<FormItem> items, int s) {
    var section = plan.sections().get(s);
    long drawn = items.stream().filter(item -> item.section() == s).count();
    var json =
        new JsonObject()
            .put("key", section.key())
            .put("title", section.title())
            .put("items", section.adaptive() == null ? drawn : section.items())
            .put("adaptive", section.adaptive() != null);
    put(json, "instructions", section.instructions());
    if (section.seconds() != null) {
      json.put("seconds", allowed(section.seconds(), attempt.timeMultiplier()));
    }
    if (attempt.state() == AttemptState.OPEN && s == attempt.section()) {
      put(json, "ends_at", attempt.clock().sectionEndsAt());
    }
    return json.put("left", s < attempt.section() || attempt.state() != AttemptState.OPEN);
  }

  /** The items of the section that is open; in a pause nothing is shown. */
  private static JsonArray shown(
      Attempt attempt, List<FormItem> items, Map<ItemId, ServedItem> served) {
    var shown = new JsonArray();
    open(attempt, items)
        .forEach(item -> shown.add(item(item, Objects.requireNonNull(served.get(item.itemId())))));
    return shown;
  }

  static List<FormItem> open(Attempt attempt, List<FormItem> items) {
    boolean visible = attempt.state() == AttemptState.OPEN && !attempt.clock().isPaused();
    return visible
        ? items.stream().filter(item -> item.section() == attempt.section()).toList()
        : List.of();
  }

  /** An item with what its worker has answered. */
  static JsonObject item(FormItem item, ServedItem served) {
    var json =
        new JsonObject()
            .put("item_id", item.itemId().toString())
            .put("kind", served.kind().wire())
            .put("body", OptionOrder.shown(served.body(), item.options()));
    return answered(json, item);
  }

  private static JsonObject answered(JsonObject json, FormItem item) {
    json.put("revision", item.revision());
    put(json, "answer", item.last());
    put(json, "saved_at", item.savedAt());
    return item.revision() == 0 ? json : json.put("late", item.isLate());
  }

  /** What is stored, for a device that wrote upon something older. */
  static Map<String, Object> current(FormItem item) {
    return answered(new JsonObject().put("item_id", item.itemId().toString()), item).getMap();
  }

  static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof Instant at ? at.toString() : value);
    }
  }
}
