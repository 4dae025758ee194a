package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/**
 * What a claim and a feed cost in a small market and in a large one, in turns, and what Redis needs
 * in the large one.
 */
final class MarketSizePart implements Part {

  private static final int SMALL_POOLS = 100;
  private static final int SMALL_PEOPLE = 1_000;
  private static final Duration WARM_UP = Duration.ofSeconds(Sizes.WARM_UP / 2);

  @Override
  public void measure() throws Exception {
    try (var small = MarketSize.open("small", SMALL_POOLS, SMALL_PEOPLE);
        var large = MarketSize.open("large", Sizes.POOLS, Sizes.PEOPLE)) {
      feeds(small, large);
      claims(small, large);
      Figures.record("redis.bytes", "bytes", "per queued task, overlap 1", large.bytesPerTask());
      rebuild(large);
    }
  }

  private static void feeds(MarketSize small, MarketSize large) {
    small.feedsAtPeak(WARM_UP);
    large.feedsAtPeak(WARM_UP);
    feeds("small", small);
    feeds("large", large);
  }

  private static void feeds(String name, MarketSize market) {
    var peak = new double[Sizes.ROUNDS];
    var p99 = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      peak[round] = market.feedsAtPeak(Sizes.SPAN);
      p99[round] = market.feeds(peak[round] / 2, Sizes.SPAN).percentile(0.99);
    }
    Figures.record("feed.peak." + name, "per s", market.size(), peak);
    Figures.record("feed.p99." + name, "ms", market.size() + ", at half of the peak", p99);
  }

  private static void claims(MarketSize small, MarketSize large) {
    small.claims(WARM_UP);
    large.claims(WARM_UP);
    var ofSmall = new double[Sizes.ROUNDS];
    var ofLarge = new double[Sizes.ROUNDS];
    var growth = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      ofSmall[round] = small.claims(Sizes.SPAN).mean();
      ofLarge[round] = large.claims(Sizes.SPAN).mean();
      growth[round] = ofLarge[round] / ofSmall[round];
    }
    Figures.record("claim.mean.small", "ms", small.size(), ofSmall);
    Figures.record("claim.mean.large", "ms", large.size(), ofLarge);
    Figures.record("claim.growth", "×", large.size() + " against " + small.size(), growth);
  }

  private static void rebuild(MarketSize market) throws Exception {
    var meanwhile = new ArrayList<Tally>();
    double seconds = market.rebuild(meanwhile);
    double slowest =
        meanwhile.stream()
            .map(Tally::claims)
            .mapToDouble(MarketSizePart::p99)
            .max()
            .orElse(Double.NaN);
    Figures.record(
        "rebuild",
        "s",
        String.format(
            Locale.ROOT,
            "%s; meanwhile %.0f claims per second, 99th percentile of the slowest second %.0f ms",
            market.size(),
            meanwhile.stream().mapToDouble(Tally::perSecond).average().orElse(0),
            slowest),
        seconds);
  }

  private static double p99(Timings claims) {
    return claims.percentile(0.99);
  }
}
