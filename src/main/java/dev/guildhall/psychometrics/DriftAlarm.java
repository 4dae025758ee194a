package dev.guildhall.psychometrics;

import java.util.Optional;

/**
 * Watches whether a reviewer's grades on papers with known grades have become too strict, too mild
 * or erratic: three cumulative sums of log likelihood ratios (Page 1954), one against each.
 *
 * <p>The deviations are in standard deviations of a good reviewer's; against a shift of one of
 * them, and against a spread of twice as much. Each sum alarms at {@value #LIMIT}, so that a good
 * reviewer sees a false alarm once in {@code exp(8) / 3}, about 1,000 papers, or less often (Lorden
 * 1971). A shift of two standard deviations is found after about 6 papers, of one after about 16,
 * grading at random after about 10.
 *
 * @param severe the sum against too low grades
 * @param lenient the sum against too high ones
 * @param erratic the sum against too wide a spread
 * @param papers how many were seen
 */
public record DriftAlarm(double severe, double lenient, double erratic, int papers) {

  /** Nothing seen yet. */
  public static final DriftAlarm NONE = new DriftAlarm(0, 0, 0, 0);

  static final double LIMIT = 8;
  private static final double SHIFT = 1;
  private static final double SPREAD = 2;

  /** What a reviewer has become. */
  public enum Drift {
    SEVERE,
    LENIENT,
    ERRATIC
  }

  /**
   * The sums after another paper.
   *
   * @param deviation given less known grade, in standard deviations of a good reviewer's
   */
  public DriftAlarm after(double deviation) {
    return new DriftAlarm(
        Math.max(0, severe - SHIFT * deviation - SHIFT * SHIFT / 2),
        Math.max(0, lenient + SHIFT * deviation - SHIFT * SHIFT / 2),
        Math.max(
            0,
            erratic + deviation * deviation * (1 - 1 / (SPREAD * SPREAD)) / 2 - Math.log(SPREAD)),
        papers + 1);
  }

  /** What the sums say. A shift explains a spread too, so it is named first. */
  public Optional<Drift> drift() {
    if (Math.max(severe, lenient) >= LIMIT) {
      return Optional.of(severe > lenient ? Drift.SEVERE : Drift.LENIENT);
    }
    return erratic >= LIMIT ? Optional.of(Drift.ERRATIC) : Optional.empty();
  }
}
