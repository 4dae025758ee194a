package dev.guildhall.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.error.Refusal;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;

/**
 * How often one caller may ask, by the contract's {@code x-limit}. The buckets live in the node:
 * they need no store, so every limit holds with Redis dead, and a cluster of N nodes admits N times
 * as much. What must be exact across nodes, failed sign-ins, is counted in PostgreSQL by the
 * account feature.
 */
final class RateLimits {

  private static final int MAX_CALLERS = 200_000;

  private final Map<String, LimitConfig> limits;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_CALLERS)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  RateLimits(Map<String, LimitConfig> limits) {
    this.limits = limits;
  }

  /** Whether a limit of that name is configured. */
  boolean knows(String name) {
    return limits.containsKey(name);
  }

  /**
   * Takes one request from the caller's bucket.
   *
   * @throws Refusal.RateLimited when it is empty
   */
  Allowance take(String name, String caller) {
    LimitConfig limit = limits.get(name);
    if (limit == null) {
      throw new IllegalStateException("no limit named " + name + " is configured");
    }
    var bucket = buckets.get(name + ' ' + caller, _ -> bucket(limit));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new Refusal.RateLimited(
          Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }
    return new Allowance(
        name, limit, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
  }

  private static Bucket bucket(LimitConfig limit) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limit.requests())
                .refillGreedy(limit.requests(), Duration.ofSeconds(limit.seconds()))
                .build())
        .build();
  }

  /** What is left, for the RateLimit headers (draft-ietf-httpapi-ratelimit-headers). */
  record Allowance(String name, LimitConfig limit, long remaining, Duration reset) {

    String policyHeader() {
      return '"' + name + "\";q=" + limit.requests() + ";w=" + limit.seconds();
    }

    String header() {
      return '"' + name + "\";r=" + remaining + ";t=" + reset.toSeconds();
    }
  }
}
