package dev.guildhall.load.measure;

import java.util.List;

/**
 * What a figure should be.
 *
 * @param line what is asked for, in words
 * @param figure the name of the figure
 * @param part which part measures it
 * @param isLeast whether the bound is the least it should be, or the most
 */
record Goal(String line, String figure, String part, boolean isLeast, double bound, String unit) {

  static final List<Goal> ALL =
      List.of(
          least("Claim → submit, against the bare coalesced cycle", "ratio.bare", "cycle", 35, "%"),
          least(
              "Claim → submit, against the fastest durable queue of others",
              "ratio.rivals",
              "cycle",
              1,
              "×"),
          most(
              "Claim at half of the peak, 99th percentile", "claim.p99.at.50", "latency", 50, "ms"),
          most(
              "An answer in a test next to ordinary work, 99th percentile",
              "answers.p99",
              "answers",
              50,
              "ms"),
          most(
              "Feed with 10,000 pools at half of its peak, 99th percentile",
              "feed.p99.large",
              "market",
              30,
              "ms"),
          most("Cost of a claim, large market against small", "claim.growth", "market", 1.3, "×"),
          most("Redis memory per queued task", "redis.bytes", "market", 150, "bytes"),
          most("Queues of 1,000,000 tasks rebuilt in an empty Redis", "rebuild", "market", 30, "s"),
          least("Rate of cycles with Redis dead", "redis.dead", "redis-dead", 50, "%"),
          least("Work done at five times the load", "overload.goodput", "overload", 80, "%"),
          most("News on 10,000 phones, 99th percentile", "news.p99", "phones", 1_000, "ms"),
          most(
              "100,000 grades of 1,000 reviewers estimated, in 512 MB",
              "reviewers.fit",
              "reviewers",
              60,
              "s"),
          most("50 grades more taken in", "reviewers.more", "reviewers", 1, "s"),
          none("Shift start"),
          none("Steady work"),
          none("Batch drop"),
          none("Hot pool"),
          none("Requester at peak"),
          none("Overload"));

  private static Goal least(String line, String figure, String part, double bound, String unit) {
    return new Goal(line, figure, part, true, bound, unit);
  }

  private static Goal most(String line, String figure, String part, double bound, String unit) {
    return new Goal(line, figure, part, false, bound, unit);
  }

  private static Goal none(String scenario) {
    return new Goal(
        scenario + ": failed requests and broken rules of the market",
        "scenario." + scenario.toLowerCase(java.util.Locale.ROOT) + ".broken",
        "scenarios",
        false,
        0,
        "assertions");
  }

  boolean isReached(double value) {
    return isLeast ? value >= bound : value <= bound;
  }
}
