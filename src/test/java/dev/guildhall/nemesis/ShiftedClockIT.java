package dev.guildhall.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong clock is wrong: without that, a fault of the clock says nothing. */
class ShiftedClockIT {

  /** Tells the time in each of the ways that the program asks for it. */
  static final class Teller {
    public static void main(String[] arguments) {
      System.out.println(
          Instant.now().toEpochMilli()
              + " "
              + Clock.systemUTC().millis()
              + " "
              + new Date().getTime());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7_200, -7_200})
  void aProcessSeesAnotherTime(long seconds, @TempDir Path home) throws Exception {
    var told =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ShiftedClock.argument(home, Duration.ofSeconds(seconds)),
                "-cp",
                Path.of("target", "test-classes").toString(),
                Teller.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    var times = new String(told.getInputStream().readAllBytes()).strip().split(" ");

    long expected = Instant.now().plusSeconds(seconds).toEpochMilli();
    assertThat(Stream.of(times).map(Long::valueOf))
        .hasSize(3)
        .allSatisfy(time -> assertThat(time).isCloseTo(expected, within(60_000L)));
  }
}
