package dev.guildhall.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long the next claim waits. */
class CooldownConfigTest {

  @Test
  void theWaitBeginsAtTheThresholdDoublesAndStaysBounded() {
    var cooldown = new CooldownConfig(3, 24, 10, 240);

    assertThat(cooldown.after(0)).isZero();
    assertThat(cooldown.after(2)).isZero();
    assertThat(cooldown.after(3)).isEqualTo(Duration.ofMinutes(10));
    assertThat(cooldown.after(4)).isEqualTo(Duration.ofMinutes(20));
    assertThat(cooldown.after(7)).isEqualTo(Duration.ofMinutes(160));
    assertThat(cooldown.after(8)).isEqualTo(Duration.ofHours(4));
    assertThat(cooldown.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void aThresholdOfZeroMeansNever() {
    assertThat(new CooldownConfig(0, 24, 10, 240).after(1_000)).isZero();
  }

  @Test
  void whoLetsMoreRunOutNeverWaitsLess() {
    var random = new Random(7);
    for (int round = 0; round < 1_000; round++) {
      var cooldown =
          new CooldownConfig(
              random.nextInt(6), 24, 1 + random.nextInt(100), 1 + random.nextInt(10_000));
      for (int inARow = 0; inARow < 60; inARow++) {
        assertThat(cooldown.after(inARow + 1)).isGreaterThanOrEqualTo(cooldown.after(inARow));
        assertThat(cooldown.after(inARow).toMinutes()).isBetween(0L, (long) cooldown.mostMinutes());
      }
    }
  }
}
