package dev.guildhall.market;

import java.time.Instant;
import java.time.InstantSource;

/** The time of a run: stands still until the next thing happens. */
final class MarketClock implements InstantSource {

  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

  private long elapsed;

  /** Milliseconds since the market began. */
  long elapsed() {
    return elapsed;
  }

  void moveTo(long later) {
    elapsed = later;
  }

  @Override
  public Instant instant() {
    return BEGIN.plusMillis(elapsed);
  }
}
