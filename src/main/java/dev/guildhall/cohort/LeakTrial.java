package dev.guildhall.cohort;

import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.ItemParameters;
import dev.guildhall.psychometrics.LeakAlarm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The answer to one item gets around: when is it seen, and is any clean item blamed? */
final class LeakTrial {

  private static final int ITEMS = 40;
  private static final int LENGTH = 20;
  private static final int LEAKED = 0;
  private static final int TWIN = 1;
  private static final int CLEAN_UNTIL = 400;
  private static final int ATTEMPTS = 1_200;
  private static final double KNOW_IT = 0.4;

  private LeakTrial() {}

  /**
   * What came of it.
   *
   * @param knowIt the share of candidates who know the answer once it has leaked
   * @param shownUntilFound how often the item was shown, after the leak, until the alarm; -1: never
   * @param blamed clean items that raised an alarm in the whole time
   * @param answersPerItem how often each item was answered
   */
  record Result(int items, double knowIt, int shownUntilFound, int blamed, double answersPerItem) {}

  static Result run(Random random) {
    var bank =
        new ArrayList<>(
            IntStream.range(0, ITEMS)
                .mapToObj(
                    _ ->
                        new ItemParameters(
                            Math.exp(random.nextGaussian() * 0.25), random.nextGaussian()))
                .toList());
    // A fresh twin is as hard as the item that it was written after.
    bank.set(LEAKED, new ItemParameters(1.1, 0.4));
    bank.set(TWIN, new ItemParameters(1.1, 0.4));
    var alarms = new LeakAlarm[ITEMS];
    Arrays.fill(alarms, LeakAlarm.NONE);
    var everSuspect = new boolean[ITEMS];
    int shown = 0;
    int found = -1;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean knows = attempt >= CLEAN_UNTIL && random.nextDouble() < KNOW_IT;
      var form = form(random);
      var scores = scores(form, bank, knows, random);
      for (int i = 0; i < form.size(); i++) {
        int item = form.get(i);
        alarms[item] =
            alarms[item].after(bank.get(item), without(i, form, scores, bank), scores[i]);
        everSuspect[item] |= item != LEAKED && alarms[item].isSuspect();
      }
      if (attempt >= CLEAN_UNTIL && form.contains(LEAKED) && found < 0) {
        shown++;
        found = alarms[LEAKED].isSuspectBeside(alarms[TWIN]) ? shown : -1;
      }
    }
    return new Result(
        ITEMS,
        KNOW_IT,
        found,
        (int) IntStream.range(0, ITEMS).filter(i -> everSuspect[i]).count(),
        (double) ATTEMPTS * LENGTH / ITEMS);
  }

  private static List<Integer> form(Random random) {
    var items = new ArrayList<Integer>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(i);
    }
    Collections.shuffle(items, random);
    return items.subList(0, LENGTH);
  }

  private static double[] scores(
      List<Integer> form, List<ItemParameters> bank, boolean knows, Random random) {
    double ability = random.nextGaussian();
    return form.stream()
        .mapToDouble(
            item ->
                (item == LEAKED && knows) || random.nextDouble() < bank.get(item).chance(ability)
                    ? 1
                    : 0)
        .toArray();
  }

  /** The ability that the other items of the form show. */
  private static double without(
      int left, List<Integer> form, double[] scores, List<ItemParameters> bank) {
    var others = new ArrayList<Ability.Scored>();
    for (int i = 0; i < form.size(); i++) {
      if (i != left) {
        others.add(new Ability.Scored(bank.get(form.get(i)), scores[i]));
      }
    }
    return Ability.of(others).mean();
  }
}
