package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Worker;
import dev.guildhall.load.measure.Figures.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Five times as many cycles begin as the server does at its best: what it gets done must not
 * collapse. Whoever is refused goes away, and the next comes. The best is that of the same crowd,
 * so many at a time: few who come often are known to the server, many who come seldom are not.
 */
final class OverloadPart implements Part {

  private static final int TIMES = 5;
  // It begins with thousands of connections that are opened at once, which is a load of its own.
  private static final Duration BEGINNING = Duration.ofSeconds(5);

  @Override
  public void measure() throws Exception {
    try (var bench = Bench.open("overload", Sizes.CROWD, Sizes.TASKS)) {
      bench.warmUp();
      var workers = bench.workers(Sizes.CROWD);
      var inTurns = Worker.inTurns(workers, Sizes.WORKERS);
      double first = bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure().perSecond();
      bench.load().open(workers, TIMES * first, BEGINNING).requireNoFailure();
      var shares = new double[Sizes.ROUNDS];
      String how = "";
      for (int round = 0; round < Sizes.ROUNDS; round++) {
        double peak = bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure().perSecond();
        var processors = Processors.watch(bench.server());
        var tally = bench.load().open(workers, TIMES * peak, Sizes.SPAN.multipliedBy(2));
        shares[round] = 100 * tally.requireNoFailure().perSecond() / peak;
        how =
            String.format(
                Locale.ROOT,
                "peak %.0f, asked %.0f, done %.0f per s, claims of those 99 %% within %.0f ms; for %d of"
                    + " all that asked nobody was free; processors: %s",
                peak,
                tally.askedPerSecond(),
                tally.perSecond(),
                tally.claims().percentile(0.99),
                tally.missed(),
                processors.shares());
        Figures.record("overload", "second", "cycles per second", lines(tally, peak));
      }
      Figures.record("overload.goodput", "%", how, shares);
    }
  }

  private static Map<String, List<Point>> lines(Tally tally, double peak) {
    var asked = new ArrayList<Point>();
    var done = new ArrayList<Point>();
    var peaks = new ArrayList<Point>();
    var whole = new ArrayList<>(tally.bySecond().entrySet());
    // The last second is not a whole one.
    for (var entry : whole.subList(0, whole.size() - 1)) {
      asked.add(new Point(entry.getKey(), entry.getValue().asked()));
      done.add(new Point(entry.getKey(), entry.getValue().done()));
      peaks.add(new Point(entry.getKey(), peak));
    }
    var lines = new LinkedHashMap<String, List<Point>>();
    lines.put("asked for", asked);
    lines.put("done", done);
    lines.put("done at peak", peaks);
    return lines;
  }
}
