package dev.guildhall.market;

/**
 * What a market is made of. Times are of the simulated clock.
 *
 * @param days that it is followed
 * @param workers people who have worked before it begins
 * @param newcomersPerDay people who come for the first time, each day
 * @param scriptPermille of a thousand people, how many have a script look for work
 * @param load hours of work that drop for each hour that people are there, by estimates
 * @param smallestBatch tasks; sizes have a heavy tail from there
 * @param largestBatch tasks
 * @param replications markets of the same setting that differ in chance
 */
public record MarketSetting(
    int days,
    int workers,
    int newcomersPerDay,
    int scriptPermille,
    double load,
    int smallestBatch,
    int largestBatch,
    int replications) {

  static final int DOMAINS = 6;

  public MarketSetting {
    if (days < 1 || workers < 20 || replications < 2 || largestBatch < 100) {
      throw new IllegalArgumentException(
          "a market takes a day, 20 workers, batches of 100 and 2 replications at the least");
    }
  }

  /** A market of some days that takes minutes with all its replications. */
  public static MarketSetting of(int days, int workers, int replications) {
    return new MarketSetting(days, workers, workers / 20, 50, 1, 1_000, 100_000, replications);
  }

  /** The same with so much work, in batches of that size or larger. */
  public MarketSetting with(double otherLoad, int smallest) {
    return new MarketSetting(
        days,
        workers,
        newcomersPerDay,
        scriptPermille,
        otherLoad,
        smallest,
        largestBatch,
        replications);
  }

  /** Everybody who ever comes. */
  int people() {
    return workers + newcomersPerDay * days;
  }
}
