package dev.guildhall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.identity.DocumentDates.Validity;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DocumentDatesTest {

  /** At noon of Greenwich, when it is that day everywhere. */
  private static DocumentDates on(String date) {
    return at(date + "T12:00:00Z");
  }

  private static DocumentDates at(String instant) {
    return new DocumentDates(InstantSource.fixed(Instant.parse(instant)));
  }

  private static PartialDate date(String date) {
    return PartialDate.of(LocalDate.parse(date));
  }

  @Test
  void aYearIsWholeOnTheBirthday() {
    assertThat(on("2026-11-30").age(date("2008-12-01"))).isEqualTo(17);
    assertThat(on("2026-12-01").age(date("2008-12-01"))).isEqualTo(18);
    assertThat(on("2026-12-01").isAtLeast(date("2008-12-01"), 18)).isTrue();
    assertThat(on("2026-11-30").isAtLeast(date("2008-12-01"), 18)).isFalse();
    assertThat(on("2026-12-01").age(date("2026-12-01"))).isZero();
    assertThat(on("2026-12-01").age(date("2027-03-01"))).isNegative();
    assertThat(on("2026-12-01").age(date("2030-03-01"))).isNegative();
  }

  @Test
  void theBirthdayOfALeapDayIsTheFirstOfMarchInOtherYears() {
    assertThat(on("2026-02-28").age(date("2008-02-29"))).isEqualTo(17);
    assertThat(on("2026-03-01").age(date("2008-02-29"))).isEqualTo(18);
    assertThat(on("2028-02-28").age(date("2008-02-29"))).isEqualTo(19);
    assertThat(on("2028-02-29").age(date("2008-02-29"))).isEqualTo(20);
  }

  @Test
  void whatIsUnknownCountsAsTheYoungest() {
    var year = new PartialDate(2008, null, null);
    assertThat(on("2026-12-30").age(year)).isEqualTo(17);
    assertThat(on("2026-12-31").age(year)).isEqualTo(18);
    var month = new PartialDate(2008, 2, null);
    assertThat(on("2026-02-28").age(month)).isEqualTo(17);
    assertThat(on("2026-03-01").age(month)).isEqualTo(18);
  }

  @Test
  void aDayBeginsWhenItIsThatDayEverywhere() {
    assertThat(at("2026-12-01T11:59:59Z").age(date("2008-12-01"))).isEqualTo(17);
    assertThat(at("2026-12-01T12:00:00Z").age(date("2008-12-01"))).isEqualTo(18);
    assertThat(at("2026-12-02T11:59:59Z").validity(date("2026-12-01")))
        .isEqualTo(new Validity.Holds(LocalDate.of(2026, 12, 1)));
    assertThat(at("2026-12-02T12:00:00Z").validity(date("2026-12-01")))
        .isEqualTo(new Validity.Over(LocalDate.of(2026, 12, 1)));
  }

  @Test
  void aDocumentHoldsThroughItsLastDay() {
    assertThat(on("2026-12-31").validity(new PartialDate(2026, 12, null)))
        .isEqualTo(new Validity.Holds(LocalDate.of(2026, 12, 31)));
    assertThat(on("2027-01-01").validity(new PartialDate(2026, null, null)))
        .isEqualTo(new Validity.Over(LocalDate.of(2026, 12, 31)));
    assertThat(on("2027-01-01").validity(null)).isEqualTo(new Validity.Unlimited());
  }
}
