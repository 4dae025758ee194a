package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a claim and a feed cost in a small market and in a large one, and what Redis needs there.
 */
final class MarketSizePart implements Part {

  private static final int SMALL_POOLS = 100;
  private static final int SMALL_PEOPLE = 1_000;
  private static final Duration WARM_UP = Duration.ofSeconds(Sizes.WARM_UP / 2);

  private record Costs(double[] claims, double[] feeds) {}

  @Override
  public void measure() throws Exception {
    Costs small;
    try (var market = MarketSize.open("small", SMALL_POOLS, SMALL_PEOPLE)) {
      small = costs(market, "small", SMALL_POOLS, SMALL_PEOPLE);
    }
    try (var market = MarketSize.open("large", Sizes.POOLS, Sizes.PEOPLE)) {
      var large = costs(market, "large", Sizes.POOLS, Sizes.PEOPLE);
      var growth = new double[Sizes.ROUNDS];
      for (int round = 0; round < Sizes.ROUNDS; round++) {
        growth[round] = large.claims()[round] / small.claims()[round];
      }
      Figures.record(
          "claim.growth",
          "×",
          String.format(
              Locale.ROOT,
              "%,d tasks in %,d pools, %,d people, against %,d, %,d, %,d; mean of a claim, 16 callers",
              100 * Sizes.POOLS,
              Sizes.POOLS,
              Sizes.PEOPLE,
              100 * SMALL_POOLS,
              SMALL_POOLS,
              SMALL_PEOPLE),
          growth);
      Figures.record("redis.bytes", "bytes", "per queued task, overlap 1", market.bytesPerTask());
      rebuild(market);
    }
  }

  private static Costs costs(MarketSize market, String name, int pools, int people) {
    String how = String.format(Locale.ROOT, "%,d pools, %,d people, 16 callers", pools, people);
    market.feeds(WARM_UP);
    var feedP99 = samples(() -> market.feeds(Sizes.SPAN), it -> it.percentile(0.99));
    Figures.record("feed.p99." + name, "ms", how, feedP99);
    market.claims(WARM_UP);
    var claims = samples(() -> market.claims(Sizes.SPAN), Timings::mean);
    Figures.record("claim.mean." + name, "ms", how, claims);
    return new Costs(claims, feedP99);
  }

  private static double[] samples(
      java.util.function.Supplier<Timings> run, Function<Timings, Double> figure) {
    var samples = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      samples[round] = figure.apply(run.get());
    }
    return samples;
  }

  private static void rebuild(MarketSize market) throws Exception {
    var meanwhile = new ArrayList<Tally>();
    double seconds = market.rebuild(meanwhile);
    Figures.record(
        "rebuild",
        "s",
        String.format(
            Locale.ROOT,
            "%,d tasks; meanwhile %.0f claims per second, the slowest second's 99th percentile %.0f ms",
            100 * Sizes.POOLS,
            meanwhile.stream().mapToDouble(Tally::perSecond).average().orElse(0),
            meanwhile.stream()
                .mapToDouble(it -> it.claims().percentile(0.99))
                .max()
                .orElse(Double.NaN)),
        seconds);
  }
}
