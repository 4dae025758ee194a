package dev.guildhall.nemesis;

import static dev.guildhall.scenario.World.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One run, from an empty market to its verdict. */
final class Run {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(90);
  private static final Duration LEASES_END = Duration.ofSeconds(40);

  /**
   * Said by the pool of the PostgreSQL client when a wait ends by its time just as it is served: a
   * race of the library, after which nothing is amiss.
   */
  private static final String BENIGN = "Promise already completed";

  /** Longer than a node keeps a connection that nobody uses. */
  private static final Duration UNUSED = Duration.ofSeconds(25);

  private final long seed;
  private final Scale scale;
  private final Path home;

  Run(long seed, Scale scale, Path home) {
    this.seed = seed;
    this.scale = scale;
    this.home = home;
  }

  Report start() throws Exception {
    var history = new History();
    var began = Instant.now();
    try (var market = Market.open(home, scale.diskMegabytes())) {
      var tally = new Tally(market.nodes().size());
      var nemesis = new Nemesis(market, tally, history, seed, scale.calm());
      try (var crew = new Crew(market, scale, history, tally, seed)) {
        crew.begin();
        nemesis.rage(scale.faults(), scale.atMost());
        awaitOperations(tally, began);
        crew.finish(LAST_ANSWERS);
        tally.end();
        return settled(market, nemesis, tally, history, began);
      }
    }
  }

  private void awaitOperations(Tally tally, Instant began) {
    while (tally.operations() < scale.operations()
        && Duration.between(began, Instant.now()).compareTo(scale.atMost()) < 0) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private Report settled(
      Market market, Nemesis nemesis, Tally tally, History history, Instant began)
      throws SQLException {
    var took = Duration.between(began, Instant.now());
    awaitEndOfLeases(market);
    var checked = HistoryCheck.of(history, RecordReader.read(market.postgres()), nemesis.windows());
    var leaked = new Connections(market).leaked(UNUSED);
    var output = home.resolve("doctor.txt");
    int audit = market.audit(output);
    return new Report(
        seed, took, nemesis, tally, hits(market), checked, leaked, audit, output, uncaught(market));
  }

  static void awaitEndOfLeases(Market market) {
    long deadline = System.nanoTime() + LEASES_END.toNanos();
    while (open(market) > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    eventually(() -> open(market) == 0);
  }

  private static long open(Market market) {
    try {
      return market.number("select count(*) from assignment where state = 'claimed'");
    } catch (SQLException e) {
      return Long.MAX_VALUE;
    }
  }

  private static int hits(Market market) {
    return market.nodes().stream()
        .mapToInt(node -> node.postgres().hits() + node.redis().hits() + node.clients().hits())
        .sum();
  }

  /** Failures that nodes did not expect, by their logs. */
  static List<String> uncaught(Market market) {
    var found = new ArrayList<String>();
    for (var node : market.nodes()) {
      try (var lines = java.nio.file.Files.lines(node.log())) {
        lines
            .filter(line -> !line.contains(BENIGN))
            .filter(line -> line.contains("\"ERROR\"") || line.contains(" ERROR "))
            .limit(20)
            .forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}
