package dev.guildhall.platform.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then a 12-bit counter that
 * keeps ids of one millisecond in order (§6.2, method 1), then 62 random bits. When the counter is
 * used up the millisecond runs ahead of the clock.
 */
public final class TimeOrderedIds implements IdSource {

  private static final int COUNTER_BITS = 12;
  private static final long VARIANT = 0x8000000000000000L;
  private static final long RANDOM_MASK = 0x3fffffffffffffffL;

  private final InstantSource time;
  private final Random random;
  private final AtomicLong last = new AtomicLong();

  public TimeOrderedIds(InstantSource time) {
    this(time, new SecureRandom());
  }

  /** With a seeded {@code random}, the same ids for the same times. */
  public TimeOrderedIds(InstantSource time, Random random) {
    this.time = time;
    this.random = random;
  }

  @Override
  public UUID next() {
    long now = time.millis() << COUNTER_BITS;
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
    long high = (tick >>> COUNTER_BITS << 16) | 0x7000 | (tick & ((1 << COUNTER_BITS) - 1));
    return new UUID(high, VARIANT | (random.nextLong() & RANDOM_MASK));
  }
}
