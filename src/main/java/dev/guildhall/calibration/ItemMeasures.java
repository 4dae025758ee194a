package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.Ability.Scored;
import dev.guildhall.psychometrics.DistractorTable;
import dev.guildhall.psychometrics.ItemCalibration;
import dev.guildhall.psychometrics.ItemCalibration.Estimate;
import dev.guildhall.psychometrics.ItemCalibration.Scores;
import dev.guildhall.psychometrics.ItemFlag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the items of a bank are like, from what people scored on them together. */
final class ItemMeasures {

  static final String METHOD = "two-parameter logistic, marginal maximum likelihood";

  static final String LEAK_SUSPECT = "leak_suspect";
  static final String EXPOSURE_REACHED = "exposure_reached";
  static final String TOO_SLOW = "too_slow";

  // Three of four people take more than twice as long as an item of its kind usually takes.
  private static final double SLOW = 2;
  private static final double QUARTER = 0.25;
  // Of fewer other items nothing is usual.
  private static final int LEAST_OTHERS = 5;

  /**
   * A version of an item that was answered.
   *
   * @param isNewest whether the item has it now
   * @param isServed whether the item may be drawn into forms
   * @param cap how many attempts may show it; null: any number
   * @param hasLeaked whether the leak alarm was raised
   */
  record Item(
      ItemVersionRef ref,
      int keyRevision,
      ItemKind kind,
      JsonObject body,
      JsonObject key,
      boolean isNewest,
      boolean isServed,
      int exposures,
      @Nullable Integer cap,
      boolean hasLeaked,
      OrganisationId organisationId,
      AccountId authorId,
      String title) {}

  /**
   * An answer that was marked.
   *
   * @param answer of an item with options; null: it was left out, or is of another one
   * @param seconds that it took, as the device says
   */
  record Answer(
      UUID attempt,
      ItemVersionRef item,
      double score,
      @Nullable JsonObject answer,
      @Nullable Integer seconds) {}

  private final List<Item> items;
  private final Map<ItemVersionRef, Integer> places = new HashMap<>();
  private final List<Answer> answers;
  private final List<List<Answer>> byAttempt;
  private final List<Estimate> estimates;
  private final List<double[]> seconds;

  private ItemMeasures(List<Item> items, List<Answer> answers) {
    this.items = items;
    for (int i = 0; i < items.size(); i++) {
      places.put(items.get(i).ref(), i);
    }
    this.answers = answers.stream().filter(answer -> places.containsKey(answer.item())).toList();
    this.byAttempt = byAttempt(this.answers);
    this.estimates = ItemCalibration.of(scores(), Map.of()).items();
    this.seconds = seconds();
  }

  /** Of every item, in their order. */
  static List<Bank.Measured> of(List<Item> items, List<Answer> answers) {
    var measures = new ItemMeasures(items, answers);
    var tables = measures.tables();
    return IntStream.range(0, items.size()).mapToObj(i -> measures.measured(i, tables)).toList();
  }

  private static List<List<Answer>> byAttempt(List<Answer> answers) {
    var groups = new HashMap<UUID, List<Answer>>();
    answers.forEach(
        answer -> groups.computeIfAbsent(answer.attempt(), _ -> new ArrayList<>()).add(answer));
    return List.copyOf(groups.values());
  }

  private int place(Answer answer) {
    return places.getOrDefault(answer.item(), -1);
  }

  private Scores scores() {
    int[] person = new int[answers.size()];
    int[] item = new int[answers.size()];
    double[] score = new double[answers.size()];
    int n = 0;
    for (int p = 0; p < byAttempt.size(); p++) {
      for (Answer answer : byAttempt.get(p)) {
        person[n] = p;
        item[n] = place(answer);
        score[n] = answer.score();
        n++;
      }
    }
    return new Scores(byAttempt.size(), items.size(), person, item, score);
  }

  private List<double[]> seconds() {
    var lists = new ArrayList<List<Integer>>();
    items.forEach(_ -> lists.add(new ArrayList<>()));
    for (Answer answer : answers) {
      if (answer.seconds() != null) {
        lists.get(place(answer)).add(answer.seconds());
      }
    }
    return lists.stream()
        .map(list -> list.stream().mapToDouble(Integer::doubleValue).sorted().toArray())
        .toList();
  }

  /** What was chosen, and by whom, of one item. */
  private static final class Chosen {
    private final List<Integer> options = new ArrayList<>();
    private final List<Double> abilities = new ArrayList<>();

    DistractorTable table(int size) {
      return DistractorTable.of(
          size,
          options.stream().mapToInt(Integer::intValue).toArray(),
          abilities.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** By item; null of one without options, or at which nothing was chosen. */
  private List<@Nullable DistractorTable> tables() {
    var options = items.stream().map(item -> Choices.options(item.kind(), item.body())).toList();
    var chosen = items.stream().map(_ -> new Chosen()).toList();
    for (List<Answer> form : byAttempt) {
      if (form.stream().anyMatch(answer -> answer.answer() != null)) {
        var abilities =
            Ability.withoutEach(
                form.stream()
                    .map(
                        answer ->
                            new Scored(estimates.get(place(answer)).parameters(), answer.score()))
                    .toList());
        for (int i = 0; i < form.size(); i++) {
          add(chosen, options, form.get(i), abilities.get(i).mean());
        }
      }
    }
    var tables = new ArrayList<@Nullable DistractorTable>();
    for (int i = 0; i < items.size(); i++) {
      tables.add(
          chosen.get(i).options.isEmpty() ? null : chosen.get(i).table(options.get(i).size()));
    }
    return tables;
  }

  private void add(List<Chosen> chosen, List<List<String>> options, Answer answer, double ability) {
    if (answer.answer() == null) {
      return;
    }
    int item = place(answer);
    for (String option : Choices.chosen(items.get(item).kind(), answer.answer())) {
      int place = options.get(item).indexOf(option);
      if (place >= 0) {
        chosen.get(item).options.add(place);
        chosen.get(item).abilities.add(ability);
      }
    }
  }

  private Bank.Measured measured(int i, List<@Nullable DistractorTable> tables) {
    var item = items.get(i);
    var estimate = estimates.get(i);
    var table = tables.get(i);
    boolean isEnough = estimate.answers() >= ItemFlag.LEAST_ANSWERS;
    return new Bank.Measured(
        item.ref(),
        estimate.answers(),
        estimate.answers() == 0 ? null : finite(estimate.proportionRight()),
        isEnough ? finite(estimate.discrimination()) : null,
        isEnough ? finite(estimate.discriminationError()) : null,
        isEnough ? finite(estimate.difficulty()) : null,
        isEnough ? finite(estimate.difficultyError()) : null,
        isEnough ? finite(estimate.pointBiserial()) : null,
        seconds.get(i).length == 0 ? null : quantile(seconds.get(i), 0.5),
        distractors(item, table),
        flags(i, table));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Of sorted values, one of them or the middle between two. */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static JsonArray distractors(Item item, @Nullable DistractorTable table) {
    var all = new JsonArray();
    if (table != null) {
      var options = Choices.options(item.kind(), item.body());
      for (int option = 0; option < options.size(); option++) {
        all.add(
            new JsonObject()
                .put("option", options.get(option))
                .put("lower", table.lower()[option])
                .put("middle", table.middle()[option])
                .put("upper", table.upper()[option]));
      }
    }
    return all;
  }

  private Set<String> flags(int i, @Nullable DistractorTable table) {
    var item = items.get(i);
    var flags = new TreeSet<String>();
    numbers(item, estimates.get(i), table).stream()
        .filter(flag -> flag != ItemFlag.TOO_FEW_ANSWERS)
        .forEach(flag -> flags.add(Sql.wire(flag)));
    if (item.hasLeaked()) {
      flags.add(LEAK_SUSPECT);
    }
    if (item.cap() != null && item.exposures() >= item.cap()) {
      flags.add(EXPOSURE_REACHED);
    }
    if (isSlow(i)) {
      flags.add(TOO_SLOW);
    }
    return flags;
  }

  private static Set<ItemFlag> numbers(
      Item item, Estimate estimate, @Nullable DistractorTable table) {
    var options = Choices.options(item.kind(), item.body());
    int[] right =
        Choices.right(item.kind(), item.key()).stream()
            .mapToInt(options::indexOf)
            .filter(place -> place >= 0)
            .toArray();
    return table == null || right.length == 0
        ? ItemFlag.of(estimate)
        : ItemFlag.of(estimate, table, right);
  }

  private boolean isSlow(int i) {
    double[] usual =
        IntStream.range(0, items.size())
            .filter(other -> other != i && items.get(other).kind() == items.get(i).kind())
            .filter(other -> seconds.get(other).length >= ItemFlag.LEAST_ANSWERS)
            .mapToDouble(other -> quantile(seconds.get(other), 0.5))
            .sorted()
            .toArray();
    return seconds.get(i).length >= ItemFlag.LEAST_ANSWERS
        && usual.length >= LEAST_OTHERS
        && quantile(seconds.get(i), QUARTER) > SLOW * quantile(usual, 0.5);
  }
}
