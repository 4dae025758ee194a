package dev.guildhall.psychometrics;

/**
 * Watches whether an item is answered better than the people who answer it are: a cumulative sum of
 * log likelihood ratios (Page 1954) of the chance at a logit that is {@value #RISE} higher against
 * the chance that the calibrated item gives at the ability shown on other items.
 *
 * <p>It alarms at {@value #LIMIT}: a clean item does so once in {@code exp(9)}, about 8,000
 * answers, or less often (Lorden 1971). What moves all items alike moves the abilities with them;
 * and a leak is believed only while the item's fresh twin, where it has one, does not rise too.
 *
 * @param sum the log likelihood ratio since it was last at zero
 * @param since answers since then
 * @param surplus the scores since then beyond what was expected
 * @param variance of that surplus on a clean item
 */
public record LeakAlarm(double sum, int since, double surplus, double variance) {

  /** Nothing seen yet. */
  public static final LeakAlarm NONE = new LeakAlarm(0, 0, 0, 0);

  static final double LIMIT = 9;
  private static final double RISE = 1.5;
  // A twin that is so many standard deviations above what is expected has risen too.
  private static final double RISEN = 2;

  /**
   * The sums after another answer.
   *
   * @param ability of who answered, by their other answers
   * @param score 0 to 1
   */
  public LeakAlarm after(ItemParameters item, double ability, double score) {
    double logit = item.discrimination() * (ability - item.difficulty());
    double ratio = Logistic.likelihood(logit + RISE, score) - Logistic.likelihood(logit, score);
    double next = sum + ratio;
    if (next <= 0) {
      return NONE;
    }
    double chance = Logistic.of(logit);
    return new LeakAlarm(
        next, since + 1, surplus + score - chance, variance + chance * (1 - chance));
  }

  /** Whether the item is suspect by itself. */
  public boolean isSuspect() {
    return sum >= LIMIT;
  }

  /** Whether it is suspect and its fresh twin is not. */
  public boolean isSuspectBeside(LeakAlarm twin) {
    return isSuspect()
        && (twin.variance() == 0 || twin.surplus() / Math.sqrt(twin.variance()) < RISEN);
  }
}
