package dev.guildhall.overlap;

/**
 * Decides from the answers so far whether a task has enough. A rule is a function of its terms and
 * of how often each answer was given: the same answers in another order get the same decision.
 */
public sealed interface OverlapRule permits MajorityMargin {

  /** Names the rule and its version, for the record. */
  String name();

  /** Whether these answers settle the task. */
  Standing of(Tally answers);

  /**
   * Whether as many equal answers as {@code most} would settle a task; a rule that never can is not
   * worth asking by.
   *
   * @param options how many different answers there are, 2 or more
   */
  default boolean canSettle(int most, int options) {
    return of(Tally.unanimous(most, options)).settled();
  }
}
