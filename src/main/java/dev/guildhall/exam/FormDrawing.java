package dev.guildhall.exam;

import dev.guildhall.exam.Form.Lack;
import dev.guildhall.exam.TestPlan.Section;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemState;
import dev.guildhall.item.PoolItem;
import dev.guildhall.psychometrics.FormAssembly;
import dev.guildhall.psychometrics.FormAssembly.Candidate;
import dev.guildhall.psychometrics.FormAssembly.Draw;
import dev.guildhall.psychometrics.FormAssembly.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the items of one form, section by section. No item stands in it twice; sections with
 * least choice choose first, adaptive ones get what is left.
 */
final class FormDrawing {

  private final TestPlan plan;
  private final List<@Nullable Double> targets;
  private final Map<TestPlan.Draw, List<PoolItem>> pools;
  private final Set<ItemId> avoided;
  private final RandomGenerator random;
  private final Set<ItemId> taken = new HashSet<>();
  private final List<Lack> lacks = new ArrayList<>();

  /**
   * @param targets the mean difficulty by section; empty: that of the plan, or of the fitting items
   * @param pools what the bank has for each draw, items under trial among it
   * @param avoided items that the worker had before
   */
  FormDrawing(
      TestPlan plan,
      List<@Nullable Double> targets,
      Map<TestPlan.Draw, List<PoolItem>> pools,
      Set<ItemId> avoided,
      RandomGenerator random) {
    this.plan = plan;
    this.targets = targets;
    this.pools = pools;
    this.avoided = avoided;
    this.random = random;
  }

  /**
   * The items of a section.
   *
   * @param items as they are shown, with those under trial; of an adaptive section what it chooses
   *     from
   * @param target null of an adaptive section
   */
  record Chosen(List<PoolItem> items, double mean, @Nullable Double target) {}

  /** By section; what is lacking is in {@link #lacks}. */
  List<Chosen> draw() {
    var chosen = new Chosen[plan.sections().size()];
    for (int s : order()) {
      var section = plan.sections().get(s);
      var set = targets.isEmpty() ? null : targets.get(s);
      chosen[s] = section.adaptive() == null ? fixed(section, set) : adaptive(section);
    }
    return List.of(chosen);
  }

  List<Lack> lacks() {
    return List.copyOf(lacks);
  }

  private List<Integer> order() {
    return IntStream.range(0, plan.sections().size())
        .boxed()
        .sorted(
            Comparator.comparing((Integer s) -> plan.sections().get(s).adaptive() != null)
                .thenComparing(
                    s -> fitting(plan.sections().get(s)).size() - plan.sections().get(s).items()))
        .toList();
  }

  /** Every item that fits a draw of the section, once. */
  private List<PoolItem> fitting(Section section) {
    var all = new LinkedHashMap<ItemId, PoolItem>();
    section.draws().forEach(draw -> pool(draw).forEach(item -> all.putIfAbsent(item.id(), item)));
    return List.copyOf(all.values());
  }

  private List<PoolItem> pool(TestPlan.Draw draw) {
    return Objects.requireNonNull(pools.get(draw));
  }

  private List<PoolItem> free(Section section, ItemState state) {
    return fitting(section).stream()
        .filter(item -> item.state() == state && !taken.contains(item.id()))
        .toList();
  }

  private Chosen fixed(Section section, @Nullable Double set) {
    var items = free(section, ItemState.ACTIVE);
    var candidates =
        items.stream()
            .map(item -> new Candidate(item.difficulty(), item.exposures(), isAvoided(item)))
            .toList();
    var draws =
        section.draws().stream().map(draw -> new Draw(draw.count(), places(items, draw))).toList();
    double target = set != null ? set : target(section, candidates, draws);
    var outcome = FormAssembly.draw(candidates, draws, target, section.tolerance(), random);
    if (set != null && outcome instanceof Outcome.NotEqual) {
      // The items' difficulties have been measured since the publication: the forms from now on are
      // equal to each other.
      target = FormAssembly.naturalTarget(candidates, draws);
      outcome = FormAssembly.draw(candidates, draws, target, section.tolerance(), random);
    }
    return chosen(section, items, outcome, target);
  }

  private Chosen chosen(Section section, List<PoolItem> items, Outcome outcome, double target) {
    return switch (outcome) {
      case Outcome.Drawn drawn -> {
        var shown = new ArrayList<PoolItem>();
        for (int[] places : drawn.items()) {
          var group = new ArrayList<>(Arrays.stream(places).mapToObj(items::get).toList());
          Collections.shuffle(group, random);
          shown.addAll(group);
        }
        shown.forEach(item -> taken.add(item.id()));
        mixIn(section, shown);
        yield new Chosen(List.copyOf(shown), drawn.mean(), target);
      }
      case Outcome.TooFew few ->
          lacking(
              section,
              "Draw %d takes %d items, and %d are there for it."
                  .formatted(few.draw() + 1, few.needed(), few.available()),
              target);
      case Outcome.NotEqual not ->
          lacking(
              section,
              "No form has a mean difficulty of %.2f ± %.2f; the nearest has %.2f."
                  .formatted(target, section.tolerance(), not.nearest()),
              target);
    };
  }

  private static double target(Section section, List<Candidate> candidates, List<Draw> draws) {
    return section.difficulty() == null
        ? FormAssembly.naturalTarget(candidates, draws)
        : section.difficulty();
  }

  private int[] places(List<PoolItem> items, TestPlan.Draw draw) {
    var fitting = new HashSet<ItemId>();
    pool(draw).forEach(item -> fitting.add(item.id()));
    return IntStream.range(0, items.size())
        .filter(i -> fitting.contains(items.get(i).id()))
        .toArray();
  }

  private Chosen lacking(Section section, String text, @Nullable Double target) {
    lacks.add(new Lack(section.key(), text));
    return new Chosen(List.of(), 0, target);
  }

  /** Those under trial that were shown least stand anywhere between the others. */
  private void mixIn(Section section, List<PoolItem> shown) {
    var trial = new ArrayList<>(free(section, ItemState.TRIAL));
    Collections.shuffle(trial, random);
    trial.sort(Comparator.comparing(this::isAvoided).thenComparingInt(PoolItem::exposures));
    for (PoolItem item : trial.stream().limit(section.trialItems()).toList()) {
      shown.add(random.nextInt(shown.size() + 1), item);
      taken.add(item.id());
    }
  }

  private boolean isAvoided(PoolItem item) {
    return avoided.contains(item.id())
        || (item.twinOf() != null && avoided.contains(item.twinOf()));
  }

  /** What is marked at once, for the next item hangs on it; a program may take its time. */
  private Chosen adaptive(Section section) {
    int most = section.items();
    var able =
        free(section, ItemState.ACTIVE).stream()
            .filter(item -> !item.graded() && item.kind() != ItemKind.CODE)
            .toList();
    var fresh = able.stream().filter(item -> !isAvoided(item)).toList();
    var pool = fresh.size() >= most ? fresh : able;
    if (pool.size() < most) {
      return lacking(
          section,
          "It takes up to %d items that are marked at once, and %d are there for it."
              .formatted(most, pool.size()),
          null);
    }
    pool.forEach(item -> taken.add(item.id()));
    double mean = pool.stream().mapToDouble(PoolItem::difficulty).average().orElse(0);
    return new Chosen(pool, mean, null);
  }
}
