package dev.guildhall.platform.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How an embedded store runs.
 *
 * @param port the port to try first; 0, or one that is taken, gives any free port
 * @param timezone the zone a PostgreSQL session starts in; Redis has none
 * @param runtimes where the unpacked programs are kept, by default {@code runtime} in the home
 * @param settings further server settings, by the server's own names
 * @param patience how long a start may take before it counts as failed
 * @param stopsAtExit whether a shutdown hook stops the store; false when the caller has a hook of
 *     its own that must finish work before the store goes away
 */
public record StoreOptions(
    int port,
    ZoneId timezone,
    Optional<Path> runtimes,
    Map<String, String> settings,
    Duration patience,
    boolean stopsAtExit) {

  public StoreOptions {
    settings = Map.copyOf(settings);
  }

  /** Any free port, UTC, programs kept in the home, half a minute of patience, stopped at exit. */
  public static StoreOptions defaults() {
    return new StoreOptions(
        0, ZoneOffset.UTC, Optional.empty(), Map.of(), Duration.ofSeconds(30), true);
  }

  public StoreOptions withPort(int port) {
    return new StoreOptions(port, timezone, runtimes, settings, patience, stopsAtExit);
  }

  public StoreOptions withTimezone(ZoneId timezone) {
    return new StoreOptions(port, timezone, runtimes, settings, patience, stopsAtExit);
  }

  /** Shares the unpacked programs between several homes. */
  public StoreOptions withRuntimes(Path runtimes) {
    return new StoreOptions(port, timezone, Optional.of(runtimes), settings, patience, stopsAtExit);
  }

  public StoreOptions withSettings(Map<String, String> settings) {
    return new StoreOptions(port, timezone, runtimes, settings, patience, stopsAtExit);
  }

  /** Leaves stopping to the caller, who has work to finish first. */
  public StoreOptions stoppedByCaller() {
    return new StoreOptions(port, timezone, runtimes, settings, patience, false);
  }

  Path runtimesUnder(Path home) {
    return runtimes.orElse(home.resolve("runtime"));
  }
}
