package dev.guildhall.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PushSettingsTest {

  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final PushSettings AT_NIGHT = quiet(22, 7);

  @Test
  void byDayAMessageGoesAtOnce() {
    assertThat(AT_NIGHT.mayBeSent(PushKind.OFFER, at("2026-03-01T12:10:00Z"), KATHMANDU))
        .isEqualTo(at("2026-03-01T12:10:00Z"));
  }

  @Test
  void atNightItWaitsForTheMorningWhereTheWorkerIs() {
    // Kathmandu is 5:45 ahead: there it is five to eleven in the evening.
    assertThat(AT_NIGHT.mayBeSent(PushKind.OFFER, at("2026-03-01T17:10:00Z"), KATHMANDU))
        .isEqualTo(at("2026-03-02T01:15:00Z"));
    assertThat(AT_NIGHT.mayBeSent(PushKind.MONEY, at("2026-03-01T20:00:00Z"), KATHMANDU))
        .as("after midnight")
        .isEqualTo(at("2026-03-02T01:15:00Z"));
  }

  @Test
  void theEndOfALeaseIsToldAtAnyHour() {
    assertThat(AT_NIGHT.mayBeSent(PushKind.LEASE_ENDING, at("2026-03-01T17:10:00Z"), KATHMANDU))
        .isEqualTo(at("2026-03-01T17:10:00Z"));
  }

  @Test
  void quietMayLieWithinTheDay() {
    var settings = quiet(12, 14);

    assertThat(settings.mayBeSent(PushKind.OFFER, at("2026-03-01T13:59:59Z"), ZoneId.of("UTC")))
        .isEqualTo(at("2026-03-01T14:00:00Z"));
    assertThat(settings.mayBeSent(PushKind.OFFER, at("2026-03-01T14:00:00Z"), ZoneId.of("UTC")))
        .isEqualTo(at("2026-03-01T14:00:00Z"));
  }

  @Test
  void theHourThatIsLeftOutInSpringEndsTheQuietToo() {
    // In Berlin, two o'clock does not exist on that day.
    assertThat(
            quiet(23, 2)
                .mayBeSent(PushKind.OFFER, at("2026-03-29T00:30:00Z"), ZoneId.of("Europe/Berlin")))
        .isEqualTo(at("2026-03-29T01:00:00Z"));
  }

  private static PushSettings quiet(int from, int to) {
    return new PushSettings(true, true, true, true, from, to);
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
