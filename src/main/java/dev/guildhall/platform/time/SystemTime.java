package dev.guildhall.platform.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's clock. Nothing that matters hangs on it but the life of access tokens: leases,
 * holds and deadlines are judged by PostgreSQL's clock.
 */
public final class SystemTime implements InstantSource {

  public static final InstantSource INSTANCE = new SystemTime();

  private SystemTime() {}

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
