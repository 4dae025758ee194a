package dev.guildhall.attempt;

import dev.guildhall.exam.Form;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.Ability.Scored;
import dev.guildhall.psychometrics.AdaptiveChoice;
import dev.guildhall.psychometrics.ItemParameters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What an adaptive section chooses from, with the parameters of its items as they were when the
 * attempt began: they hold for the attempt, whatever is measured later.
 */
record AdaptivePool(List<Entry> entries) {

  record Entry(ItemVersionRef ref, ItemParameters parameters) {}

  /** As {@code attempt.pools} keeps those of all adaptive sections. */
  static JsonArray encode(Form form) {
    var pools = new JsonArray();
    for (int s = 0; s < form.parts().size(); s++) {
      var items = new JsonArray();
      form.parts()
          .get(s)
          .pool()
          .forEach(
              item ->
                  items.add(
                      new JsonObject()
                          .put("item", item.id().toString())
                          .put("version", item.version())
                          .put("a", item.discrimination())
                          .put("b", item.difficulty())));
      if (!items.isEmpty()) {
        pools.add(new JsonObject().put("section", s).put("items", items));
      }
    }
    return pools;
  }

  /** By section. */
  static Map<Integer, AdaptivePool> parse(JsonArray pools) {
    var bySection = new HashMap<Integer, AdaptivePool>();
    for (int i = 0; i < pools.size(); i++) {
      var pool = pools.getJsonObject(i);
      var entries = new ArrayList<Entry>();
      pool.getJsonArray("items").forEach(item -> entries.add(entry((JsonObject) item)));
      bySection.put(pool.getInteger("section"), new AdaptivePool(List.copyOf(entries)));
    }
    return bySection;
  }

  private static Entry entry(JsonObject item) {
    return new Entry(
        new ItemVersionRef(ItemId.parse(item.getString("item")), item.getInteger("version")),
        new ItemParameters(item.getDouble("a"), item.getDouble("b")));
  }

  /** What answers say of the ability; those without a score, and of other pools, say nothing. */
  List<Scored> scored(List<FormItem> items) {
    var parameters = new HashMap<ItemId, ItemParameters>();
    entries.forEach(entry -> parameters.put(entry.ref().id(), entry.parameters()));
    return items.stream()
        .filter(item -> item.counts() && item.score() != null)
        .filter(item -> parameters.containsKey(item.itemId()))
        .map(
            item ->
                new Scored(
                    Objects.requireNonNull(parameters.get(item.itemId())),
                    Objects.requireNonNull(item.score())))
        .toList();
  }

  /**
   * The part of the whole pool that somebody of that ability is expected to have right: a score
   * that does not hang on which items they happened to get.
   */
  double expectedScore(Ability ability) {
    return entries.stream()
        .mapToDouble(entry -> entry.parameters().chance(ability.mean()))
        .average()
        .orElse(0);
  }

  /** The next item to ask; empty when all were. */
  Optional<ItemVersionRef> next(Set<ItemId> asked, Ability ability, RandomGenerator random) {
    var left = entries.stream().filter(entry -> !asked.contains(entry.ref().id())).toList();
    var place = AdaptiveChoice.next(left.stream().map(Entry::parameters).toList(), ability, random);
    return place.isPresent() ? Optional.of(left.get(place.getAsInt()).ref()) : Optional.empty();
  }
}
