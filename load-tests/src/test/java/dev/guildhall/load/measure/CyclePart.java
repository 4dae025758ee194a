package dev.guildhall.load.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cycle from claim to submission, next to the bare cycle and to the queues of others: all in
 * one run, on the same stores, in turns, so that whatever else the machine does hits all alike.
 */
final class CyclePart implements Part {

  private static final String OURS = "cycle";
  private static final String BARE = "bare";

  private final Map<String, List<Double>> rates = new LinkedHashMap<>();
  private String shares = "";

  @Override
  public void measure() throws Exception {
    Rival.install();
    try (var bench = Bench.open("cycle", Sizes.WORKERS, Sizes.TASKS);
        var bare = Bare.start(bench.server())) {
      bench.warmUp();
      bench
          .load()
          .closed(
              bench.callers(bare.address(), Sizes.WORKERS), Duration.ofSeconds(Sizes.WARM_UP / 2))
          .requireNoFailure();
      for (int round = 0; round < Sizes.ROUNDS; round++) {
        round(bench, bare);
      }
    }
    tell();
  }

  private void round(Bench bench, Bare bare) throws Exception {
    var workers = bench.workers(Sizes.WORKERS);
    var processors = Processors.watch(bench.server());
    add(OURS, bench.load().closed(workers, Sizes.SPAN).requireNoFailure().perSecond());
    shares = processors.shares();
    var callers = bench.callers(bare.address(), Sizes.WORKERS);
    add(BARE, bench.load().closed(callers, Sizes.SPAN).requireNoFailure().perSecond());
    for (Rival rival : Rival.ALL) {
      add(rival.name(), rival.cyclesPerSecond(bench.server()));
    }
  }

  private void add(String name, double rate) {
    rates.computeIfAbsent(name, ignored -> new ArrayList<>()).add(rate);
    System.out.println(String.format(Locale.ROOT, "  %-28s %8.0f per second", name, rate));
  }

  private void tell() {
    String how =
        String.format(
            Locale.ROOT,
            "%d workers, %d s each, %d rounds in turns",
            Sizes.WORKERS,
            Sizes.SPAN.toSeconds(),
            Sizes.ROUNDS);
    Figures.record("cycle", "per s", how + "; processors: " + shares, all(OURS));
    Figures.record("cycle.bare", "per s", how, all(BARE));
    Rival.ALL.forEach(
        rival ->
            Figures.record("rival." + rival.name(), "per s", "64 at a time", all(rival.name())));
    Figures.record("ratio.bare", "%", how, ratios(BARE));
    for (Rival rival : Rival.ALL) {
      Figures.record("ratio." + rival.name(), "×", how, share(ratios(rival.name())));
    }
    var fastest = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      int at = round;
      fastest[round] =
          rates.get(OURS).get(at)
              / Rival.ALL.stream()
                  .filter(Rival::isDurable)
                  .mapToDouble(rival -> rates.get(rival.name()).get(at))
                  .max()
                  .orElseThrow();
    }
    Figures.record("ratio.rivals", "×", "the fastest that is durable", fastest);
  }

  private double[] all(String name) {
    return rates.get(name).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** In each round, in per cent. */
  private double[] ratios(String other) {
    double[] ratios = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      ratios[round] = 100 * rates.get(OURS).get(round) / rates.get(other).get(round);
    }
    return ratios;
  }

  private static double[] share(double[] perCent) {
    return java.util.Arrays.stream(perCent).map(it -> it / 100).toArray();
  }
}
