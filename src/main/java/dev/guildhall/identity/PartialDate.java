package dev.guildhall.identity;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A date of which the day, or the day and the month, may be unknown, as documents have it.
 *
 * @param month 1 to 12; null: unknown
 * @param day of the month; null: unknown
 */
record PartialDate(int year, @Nullable Integer month, @Nullable Integer day) {

  static PartialDate of(LocalDate date) {
    return new PartialDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** The first day that it can be. */
  LocalDate earliest() {
    return LocalDate.of(year, month == null ? 1 : month, day == null ? 1 : day);
  }

  /** The last day that it can be. */
  LocalDate latest() {
    var in = YearMonth.of(year, month == null ? 12 : month);
    return day == null ? in.atEndOfMonth() : in.atDay(day);
  }
}
