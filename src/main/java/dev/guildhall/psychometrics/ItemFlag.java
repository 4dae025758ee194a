package dev.guildhall.psychometrics;

import dev.guildhall.psychometrics.ItemCalibration.Estimate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is wrong with an item, by its numbers. A flag is raised where the interval of an estimate
 * says so, not the estimate alone; so a good item seldom has one, and a bad one with few answers
 * may have none yet.
 */
public enum ItemFlag {
  /** Too few answers to say anything; stands alone. */
  TOO_FEW_ANSWERS,
  /** Nine of ten are right, or more. */
  TOO_EASY,
  /** One of five is right, or fewer. */
  TOO_HARD,
  /** Tells people apart little: a discrimination below 0.65, where Baker (2001) ends "low". */
  WEAK_DISCRIMINATION,
  /** The able are right less often than others. */
  NEGATIVE_DISCRIMINATION,
  /** The able prefer a distractor to the key; see {@link DistractorTable#isKeySuspect}. */
  KEY_SUSPECT,
  /** Hardly anybody falls for a distractor; see {@link DistractorTable#dead}. */
  DEAD_DISTRACTOR;

  /** Below so many answers nothing is said. */
  public static final int LEAST_ANSWERS = 30;

  private static final double EASY = 0.9;
  private static final double HARD = 0.2;
  private static final double WEAK = 0.65;
  private static final double NORMAL_95 = 1.6448536269514722;

  /** Of an item without options. */
  public static Set<ItemFlag> of(Estimate item) {
    if (item.answers() < LEAST_ANSWERS) {
      return Set.of(TOO_FEW_ANSWERS);
    }
    var flags = EnumSet.noneOf(ItemFlag.class);
    var right = Proportion.of(item.proportionRight() * item.answers(), item.answers());
    double most = item.discrimination() + NORMAL_95 * item.discriminationError();
    if (right.low() > EASY) {
      flags.add(TOO_EASY);
    }
    if (right.high() < HARD) {
      flags.add(TOO_HARD);
    }
    if (most < 0) {
      flags.add(NEGATIVE_DISCRIMINATION);
    } else if (most < WEAK) {
      flags.add(WEAK_DISCRIMINATION);
    }
    return Collections.unmodifiableSet(flags);
  }

  /**
   * Of an item with options.
   *
   * @param keys the options that are right
   */
  public static Set<ItemFlag> of(Estimate item, DistractorTable options, int... keys) {
    var plain = of(item);
    if (plain.contains(TOO_FEW_ANSWERS)) {
      return plain;
    }
    var flags = EnumSet.noneOf(ItemFlag.class);
    flags.addAll(plain);
    if (options.isKeySuspect(keys)) {
      flags.add(KEY_SUSPECT);
    }
    if (options.dead(keys).length > 0) {
      flags.add(DEAD_DISTRACTOR);
    }
    return Collections.unmodifiableSet(flags);
  }
}
