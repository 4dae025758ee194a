package dev.guildhall.platform.embedded;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A store's server over its restarts, from its start to its end with this process.
 *
 * <p>Not safe for use by several threads, except {@link #close()}.
 */
final class StoreServer implements AutoCloseable {

  private final HomeFolder home;
  private final Supplier<ServerProcess> launch;
  private final String signal;
  private final Duration patience;
  private final ExitHook exitHook;
  private ServerProcess process;

  /**
   * Starts it.
   *
   * @param launch starts the server and waits until it answers
   * @param signal the one that makes it stop cleanly
   * @param patience after which it is killed instead
   */
  StoreServer(
      String name,
      HomeFolder home,
      StoreOptions options,
      Supplier<ServerProcess> launch,
      String signal,
      Duration patience) {
    this.home = home;
    this.launch = launch;
    this.signal = signal;
    this.patience = patience;
    this.process = launch.get();
    this.exitHook = ExitHook.of(name, options.stopsAtExit(), this::stop);
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.kill();
  }

  void restart() {
    stop();
    process = launch.get();
  }

  private void stop() {
    process.stop(signal, patience);
  }

  /** Stops it and gives the home back. */
  @Override
  public synchronized void close() {
    exitHook.forget();
    stop();
    home.close();
  }
}
