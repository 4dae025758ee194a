package dev.guildhall.nemesis;

import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new version comes to one node after the other, while people work. */
class RollingRestartIT {

  private static final int BETWEEN = 40;

  @Test
  @Timeout(400)
  void whoSendsAgainMissesNothing() throws Exception {
    var home =
        Path.of("target", "test-homes", "rolling-" + ProcessHandle.current().pid())
            .toAbsolutePath();
    var scale = Scale.brief();
    var history = new History();
    try (var market = Market.open(home, scale.diskMegabytes())) {
      var tally = new Tally(market.nodes().size());
      try (var crew = new Crew(market, scale, history, tally, 7)) {
        crew.begin();
        for (var node : market.nodes()) {
          awaitWork(tally);
          node.process().close();
          awaitWork(tally);
          node.process().start();
          node.process().awaitReady();
        }
        awaitWork(tally);
        crew.finish(Duration.ofSeconds(60));
      }
      Run.awaitEndOfLeases(market);

      var checked = HistoryCheck.of(history, RecordReader.read(market.postgres()), List.of());
      assertThat(checked.violations()).isEmpty();
      assertThat(Run.uncaught(market)).isEmpty();
    }
  }

  private static void awaitWork(Tally tally) {
    long enough = tally.operations() + BETWEEN;
    eventually(() -> tally.operations() >= enough);
  }
}
