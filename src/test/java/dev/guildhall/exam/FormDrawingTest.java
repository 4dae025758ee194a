package dev.guildhall.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemState;
import dev.guildhall.item.PoolItem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormDrawingTest {

  private static final int POOL = 60;

  @Test
  void formsOfATestAreEquallyDifficultAndNoItemStandsTwice() {
    var plan = plan(section("one", 8).put("tolerance", 0.15), section("two", 5));
    var pool = pool(ItemState.ACTIVE, 0, POOL);
    double target = pool.stream().mapToDouble(PoolItem::difficulty).average().orElseThrow();
    var forms = new HashSet<Set<ItemId>>();
    for (int seed = 0; seed < 200; seed++) {
      var drawing = drawing(plan, pool, Set.of(), seed);
      var chosen = drawing.draw();

      assertThat(drawing.lacks()).isEmpty();
      assertThat(chosen.getFirst().mean()).isBetween(target - 0.15, target + 0.15);
      var ids = ids(chosen);
      assertThat(ids).hasSize(13).doesNotHaveDuplicates();
      forms.add(Set.copyOf(ids));
    }
    assertThat(forms).as("they are drawn at random").hasSizeGreaterThan(190);
  }

  @Test
  void whatWasHadIsAvoidedWhileOthersRemain() {
    var plan = plan(section("one", 5).put("tolerance", 3));
    var pool = pool(ItemState.ACTIVE, 0, 12);
    var had = pool.subList(0, 6).stream().map(PoolItem::id).collect(Collectors.toSet());
    for (int seed = 0; seed < 50; seed++) {
      assertThat(ids(drawing(plan, pool, had, seed).draw())).doesNotContainAnyElementsOf(had);
    }
    var nearlyAll = pool.subList(0, 9).stream().map(PoolItem::id).collect(Collectors.toSet());
    assertThat(ids(drawing(plan, pool, nearlyAll, 1).draw()))
        .hasSize(5)
        .containsAll(pool.subList(9, 12).stream().map(PoolItem::id).toList());
  }

  @Test
  void itemsUnderTrialAreMixedInAndTheRestIsWhatItWas() {
    var plan = plan(section("one", 4).put("trial_items", 2).put("tolerance", 3));
    var pool = new ArrayList<>(pool(ItemState.ACTIVE, 0, 10));
    pool.addAll(pool(ItemState.TRIAL, 100, 5));
    var places = new HashSet<Integer>();
    for (int seed = 0; seed < 60; seed++) {
      var items = drawing(plan, pool, Set.of(), seed).draw().getFirst().items();
      var trial =
          IntStream.range(0, items.size())
              .filter(i -> items.get(i).state() == ItemState.TRIAL)
              .boxed()
              .toList();

      assertThat(items).hasSize(6);
      assertThat(trial).hasSize(2);
      places.addAll(trial);
    }
    assertThat(places).as("they stand anywhere").containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void anAdaptiveSectionChoosesFromWhatTheOthersLeave() {
    var adaptive =
        section("two", 1)
            .put(
                "adaptive",
                new JsonObject().put("target_error", 0.5).put("min_items", 2).put("max_items", 5));
    var plan = plan(adaptive, section("one", 4).put("tolerance", 3));
    var pool = new ArrayList<>(pool(ItemState.ACTIVE, 0, 10));
    pool.add(item(200, ItemState.ACTIVE, 0, true));

    var chosen = drawing(plan, pool, Set.of(), 3).draw();

    assertThat(chosen.get(1).items()).hasSize(4);
    assertThat(chosen.getFirst().items())
        .as("all others that are marked at once")
        .hasSize(6)
        .noneMatch(PoolItem::graded);
    assertThat(chosen.getFirst().target()).isNull();
  }

  @Test
  void lessExposedItemsComeFirst() {
    var plan = plan(section("one", 3).put("tolerance", 4));
    var pool = new ArrayList<PoolItem>();
    for (int i = 0; i < 20; i++) {
      pool.add(item(i, ItemState.ACTIVE, i < 10 ? 0 : 200, false));
    }
    int fresh = 0;
    for (int seed = 0; seed < 100; seed++) {
      for (PoolItem item : drawing(plan, pool, Set.of(), seed).draw().getFirst().items()) {
        fresh += item.exposures() == 0 ? 1 : 0;
      }
    }

    assertThat(fresh).isGreaterThan(280);
  }

  @Test
  void whereItemsWereMeasuredOtherwiseThanWasGuessedFormsAreStillDrawnAndEqual() {
    var plan = plan(section("one", 8).put("tolerance", 0.15).put("difficulty", 2.9));
    var pool = pool(ItemState.ACTIVE, 0, POOL);
    double natural = pool.stream().mapToDouble(PoolItem::difficulty).average().orElseThrow();

    var before = drawing(plan, pool, Set.of(), 1);
    before.draw();
    assertThat(before.lacks()).as("it cannot be published").isNotEmpty();
    for (int seed = 0; seed < 50; seed++) {
      var published = drawing(plan, List.of(2.9), pool, Set.of(), seed);
      var mean = published.draw().getFirst().mean();

      assertThat(published.lacks()).isEmpty();
      assertThat(mean).isBetween(natural - 0.15, natural + 0.15);
    }
  }

  private static FormDrawing drawing(
      TestPlan plan, List<PoolItem> pool, Set<ItemId> avoided, long seed) {
    return drawing(plan, List.of(), pool, avoided, seed);
  }

  private static FormDrawing drawing(
      TestPlan plan, List<Double> targets, List<PoolItem> pool, Set<ItemId> avoided, long seed) {
    Map<TestPlan.Draw, List<PoolItem>> pools = new HashMap<>();
    plan.sections().forEach(section -> section.draws().forEach(draw -> pools.put(draw, pool)));
    return new FormDrawing(plan, targets, pools, avoided, new SplittableRandom(seed));
  }

  private static List<ItemId> ids(List<FormDrawing.Chosen> chosen) {
    return chosen.stream().flatMap(section -> section.items().stream()).map(PoolItem::id).toList();
  }

  private static List<PoolItem> pool(ItemState state, int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> item(i, state, 0, false)).toList();
  }

  private static PoolItem item(int number, ItemState state, int exposures, boolean graded) {
    return new PoolItem(
        new ItemId(new UUID(0, number)),
        1,
        ItemKind.SINGLE_CHOICE,
        state,
        -2 + number % POOL * 4.0 / POOL,
        1,
        exposures,
        null,
        null,
        graded);
  }

  private static TestPlan plan(JsonObject... sections) {
    return TestPlan.parse(
        new JsonObject()
            .put("introduction", "Read.")
            .put("sections", new JsonArray(List.of(sections)))
            .put(
                "passes", new JsonArray().add(new JsonObject().put("level", 1).put("score", 0.5))));
  }

  private static JsonObject section(String key, int count) {
    return new JsonObject()
        .put("key", key)
        .put("title", key)
        .put("draws", new JsonArray().add(new JsonObject().put("count", count)));
  }
}
