package dev.guildhall.identity;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How old somebody is, and whether a document still holds. Today is the day that it is everywhere
 * on Earth (UTC&minus;12), so that nobody is of age too soon and no document is over too soon.
 */
final class DocumentDates {

  private static final ZoneOffset LAST_PLACE = ZoneOffset.ofHours(-12);

  private final InstantSource time;

  DocumentDates(InstantSource time) {
    this.time = time;
  }

  /** How long a document holds. */
  sealed interface Validity {

    /** It has no end. */
    record Unlimited() implements Validity {}

    /**
     * It still holds.
     *
     * @param last the last day on which it does
     */
    record Holds(LocalDate last) implements Validity {}

    /**
     * It does no longer.
     *
     * @param last the last day on which it did
     */
    record Over(LocalDate last) implements Validity {}
  }

  LocalDate today() {
    return LocalDate.ofInstant(time.instant(), LAST_PLACE);
  }

  /**
   * Whole years since birth. What is unknown of the date is taken as late as it can be. Who was
   * born on 29 February has their birthday on 1 March in other years. Negative: not born yet.
   */
  int age(PartialDate birth) {
    var period = Period.between(birth.latest(), today());
    return period.isNegative() && period.getYears() == 0 ? -1 : period.getYears();
  }

  /** Whether somebody has had that birthday. */
  boolean isAtLeast(PartialDate birth, int years) {
    return age(birth) >= years;
  }

  /** What is unknown of the date is taken as late as it can be: the whole month, the whole year. */
  Validity validity(@Nullable PartialDate expiry) {
    if (expiry == null) {
      return new Validity.Unlimited();
    }
    var last = expiry.latest();
    return today().isAfter(last) ? new Validity.Over(last) : new Validity.Holds(last);
  }
}
