package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Worker;
import dev.guildhall.load.measure.Figures.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * How long a claim and a submission take at parts of the rate at which the server is at its best.
 * Cycles arrive at that rate whatever the server does, and their time counts from when they were to
 * begin, so that a stall is not hidden by callers who wait.
 */
final class LatencyPart implements Part {

  private static final int CROWD = 1_000;
  private static final int HALF = 50;
  private static final List<Integer> PARTS_OF_PEAK = List.of(10, 25, HALF, 75, 90);

  @Override
  public void measure() throws Exception {
    try (var bench = Bench.open("latency", CROWD, Sizes.TASKS)) {
      bench.warmUp();
      var workers = bench.workers(CROWD);
      // The first time that somebody comes costs more, and is not what is asked for.
      var inTurns = Worker.inTurns(workers, Sizes.WORKERS);
      bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure();
      double peak = bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure().perSecond();
      Figures.record("peak", "per s", Sizes.WORKERS + " workers", peak);
      var lines = new LinkedHashMap<String, List<Point>>();
      for (int part : PARTS_OF_PEAK) {
        int rounds = part == HALF ? Sizes.ROUNDS : 1;
        var p99 = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          var tally =
              bench
                  .load()
                  .open(workers, peak * part / 100, Sizes.SPAN)
                  .requireNoFailure()
                  .requireNoneMissed();
          p99[round] = tally.claims().percentile(0.99);
          add(lines, "claim, median", tally.perSecond(), tally.claims().percentile(0.5));
          add(lines, "claim, 99th", tally.perSecond(), p99[round]);
          add(lines, "submit, median", tally.perSecond(), tally.submissions().percentile(0.5));
          add(lines, "submit, 99th", tally.perSecond(), tally.submissions().percentile(0.99));
        }
        Figures.record(
            "claim.p99.at." + part,
            "ms",
            String.format(Locale.ROOT, "at %d %% of %.0f cycles per second", part, peak),
            p99);
      }
      Figures.record("latency", "cycles per second", "ms", lines);
    }
  }

  private static void add(
      LinkedHashMap<String, List<Point>> lines, String line, double x, double y) {
    lines.computeIfAbsent(line, ignored -> new ArrayList<>()).add(new Point(x, y));
  }
}
