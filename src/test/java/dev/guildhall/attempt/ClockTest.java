package dev.guildhall.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTest {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  @Test
  void anAllowanceStretchesEveryLimit() {
    var clock = Clock.starting(START, 600, 100, 1.5);

    assertThat(clock.endsAt()).isEqualTo(START.plusSeconds(900));
    assertThat(clock.sectionEndsAt()).isEqualTo(START.plusSeconds(150));
    assertThat(clock.next(START.plusSeconds(10), 60, 1.25).sectionEndsAt())
        .isEqualTo(START.plusSeconds(85));
  }

  @Test
  void whatNothingBoundsIsNeverOverNorLate() {
    var clock = Clock.starting(START, null, null, 1);

    assertThat(clock.isOver(Instant.MAX)).isFalse();
    assertThat(clock.isLate(Instant.MAX)).isFalse();
    assertThat(clock.paused(START).resumed(START.plusSeconds(9))).isEqualTo(clock);
  }

  @Test
  void anAnswerIsLateWhenItsSectionIsOverThoughTheWholeIsNot() {
    var clock = Clock.starting(START, 600, 60, 1);

    assertThat(clock.isLate(START.plusSeconds(60))).isFalse();
    assertThat(clock.isLate(START.plusSeconds(61))).isTrue();
    assertThat(clock.isOver(START.plusSeconds(61))).isFalse();
  }

  @Test
  void aClockThatIsOverCannotBeStopped() {
    var clock = Clock.starting(START, 60, null, 1);

    assertThat(clock.paused(START.plusSeconds(61))).isEqualTo(clock);
  }

  /**
   * Whatever somebody does, the time for which the clock ran until it was over is the time they
   * have: no pause, and no section, gives or takes any of it.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theTimeThatRunsIsTheTimeThatIsGiven(long seed) {
    var random = new Random(seed);
    int seconds = 60 + random.nextInt(1_000);
    double multiplier = 1 + random.nextInt(13) / 4.0;
    var clock = Clock.starting(START, seconds, null, multiplier);
    var now = START;
    var ran = Duration.ZERO;
    var given = Clock.allowed(seconds, multiplier);
    for (int step = 0; step < 2_000; step++) {
      var passes = Duration.ofMillis(random.nextInt(20_000));
      now = now.plus(passes);
      if (!clock.isPaused()) {
        ran = ran.plus(passes);
      }
      assertThat(clock.isOver(now)).isEqualTo(ran.compareTo(given) > 0);
      if (clock.isOver(now)) {
        return;
      }
      clock =
          switch (random.nextInt(4)) {
            case 0 -> clock.paused(now);
            case 1 -> clock.resumed(now);
            // Only one that runs goes on to another section.
            case 2 -> clock.isPaused() ? clock : clock.next(now, 30, multiplier);
            default -> clock;
          };
      if (!clock.isPaused()) {
        assertThat(Duration.between(now, Objects.requireNonNull(clock.endsAt())))
            .isEqualTo(given.minus(ran));
      }
    }
  }
}
