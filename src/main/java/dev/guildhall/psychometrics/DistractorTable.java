package dev.guildhall.psychometrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each option of an item was chosen by the lower, middle and upper third of ability.
 *
 * @param lower by option
 * @param middle by option
 * @param upper by option
 */
public record DistractorTable(int[] lower, int[] middle, int[] upper) {

  // One-sided 99 %, since a table has several distractors.
  private static final double NORMAL_99 = 2.3263478740408408;

  // A distractor that fewer choose does not work (Haladyna and Downing 1993).
  private static final double DEAD_SHARE = 0.05;

  /**
   * Counts choices. Where several options may be chosen each choice is one of its own. People of
   * equal ability are in the same third, so a third may be larger than the others.
   *
   * @param options how many there are: 0 to {@code options - 1}
   * @param option what was chosen
   * @param ability of who chose it, in any unit, best without this item
   * @throws IllegalArgumentException when the lists differ in length, or an option does not exist
   */
  public static DistractorTable of(int options, int[] option, double[] ability) {
    if (option.length != ability.length) {
      throw new IllegalArgumentException(option.length + " choices, " + ability.length + " people");
    }
    var sorted = ability.clone();
    Arrays.sort(sorted);
    var table = new DistractorTable(new int[options], new int[options], new int[options]);
    for (int i = 0; i < option.length; i++) {
      if (option[i] < 0 || option[i] >= options) {
        throw new IllegalArgumentException("there is no option " + option[i]);
      }
      table.third(ability[i], sorted)[option[i]]++;
    }
    return table;
  }

  private int[] third(double ability, double[] sorted) {
    int third = sorted.length / 3;
    if (ability < sorted[third]) {
      return lower;
    }
    return ability > sorted[sorted.length - 1 - third] ? upper : middle;
  }

  /** How many choices there were. */
  public int choices() {
    return IntStream.of(lower).sum() + IntStream.of(middle).sum() + IntStream.of(upper).sum();
  }

  private int chosen(int option) {
    return lower[option] + middle[option] + upper[option];
  }

  /**
   * Whether the able prefer a distractor to a key: it has significantly more choices in the upper
   * third (a sign test, one-sided at 99 %), and gains more from the lower third to the upper one. A
   * common mistake has the former only.
   */
  public boolean isKeySuspect(int... keys) {
    return distractors(keys)
        .anyMatch(d -> Arrays.stream(keys).anyMatch(key -> isPreferred(d, key)));
  }

  private boolean isPreferred(int distractor, int key) {
    int more = upper[distractor] - upper[key];
    return more > NORMAL_99 * Math.sqrt((double) upper[distractor] + upper[key])
        && gain(distractor) > gain(key);
  }

  /** Of the share of its third. */
  private double gain(int option) {
    return (double) upper[option] / Math.max(1, IntStream.of(upper).sum())
        - (double) lower[option] / Math.max(1, IntStream.of(lower).sum());
  }

  /** The distractors that surely fewer than 5 % of choices fall on. */
  public int[] dead(int... keys) {
    return distractors(keys)
        .filter(d -> Proportion.of(chosen(d), choices()).high() < DEAD_SHARE)
        .toArray();
  }

  private IntStream distractors(int... keys) {
    return IntStream.range(0, lower.length)
        .filter(option -> Arrays.stream(keys).noneMatch(key -> key == option));
  }
}
