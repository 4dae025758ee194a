package dev.guildhall.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs for somebody who keeps the time. */
class JobsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Jobs jobs = new Jobs();
  private final List<String> done = new ArrayList<>();

  @Test
  void whatIsDueIsDoneOnceInTheOrderOfAdding() {
    add("often", 1);
    add("seldom", 60);

    jobs.runDue(NOON, _ -> true);
    jobs.runDue(NOON.plusMillis(900), _ -> true);
    jobs.runDue(NOON.plusSeconds(30), _ -> true);
    jobs.runDue(NOON.plusSeconds(60), _ -> true);

    assertThat(done).containsExactly("often", "seldom", "often", "often", "seldom");
  }

  @Test
  void whatIsHurriedIsDueAtOnce() {
    var seldom = add("seldom", 60);
    jobs.runDue(NOON, _ -> true);

    seldom.wake();
    jobs.runDue(NOON, _ -> true);

    assertThat(done).hasSize(2);
  }

  @Test
  void whatIsNotAskedForWaits() {
    add("often", 1);
    add("seldom", 60);

    jobs.runDue(NOON, "often"::equals);

    assertThat(done).containsExactly("often");
  }

  @Test
  void thereIsNothingLeftOfWhatIsDue() {
    var left = new ArrayList<>(List.of(3, 2, 1, 0));
    jobs.every("sweep", Duration.ofSeconds(1), left::removeFirst);

    jobs.runDue(NOON, _ -> true);

    assertThat(left).isEmpty();
  }

  private Jobs.Handle add(String name, int seconds) {
    return jobs.every(
        name,
        Duration.ofSeconds(seconds),
        () -> {
          done.add(name);
          return 0;
        });
  }
}
