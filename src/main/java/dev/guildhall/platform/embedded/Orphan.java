package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server that outlived the process that started it, found by the pid file it left.
 *
 * <p>Only called under the home's lock, so no living Guildhall owns the server any more. A pid file
 * may also name a process that is dead, that waits to be reaped, or that is another program by now:
 * none of these is an orphan.
 */
final class Orphan {

  private Orphan() {}

  /** What a pid file told. */
  enum Found {
    /** No file, or its process is gone: the server itself copes with that. */
    NOTHING,
    /** The pid exists, but is not (or no longer) our server. */
    STRANGER,
    /** Our server was running and has been stopped. */
    STOPPED
  }

  /**
   * Looks into {@code pidFile} and stops the server it names.
   *
   * @param commandPart what the server's command line contains, and no other's
   * @param signal the one that makes it stop cleanly
   */
  static Found stop(Path pidFile, String commandPart, String signal) {
    var handle = pidIn(pidFile).flatMap(ProcessHandle::of);
    if (handle.isEmpty()) {
      return Found.NOTHING;
    }
    var process = handle.get();
    if (!commandLine(process.pid()).contains(commandPart)) {
      return Found.STRANGER;
    }
    Signals.send(process.pid(), signal);
    if (!ends(process, Duration.ofSeconds(10))) {
      process.destroyForcibly();
      ends(process, Duration.ofSeconds(10));
    }
    return Found.STOPPED;
  }

  private static Optional<Long> pidIn(Path pidFile) {
    try {
      return Files.exists(pidFile)
          ? Files.readString(pidFile).lines().findFirst().map(String::strip).map(Long::valueOf)
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Empty for a process that is dead and waits to be reaped. */
  private static String commandLine(long pid) {
    var proc = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      return Files.exists(proc)
          ? Files.readString(proc).replace('\0', ' ')
          : ProcessHandle.of(pid).flatMap(it -> it.info().commandLine()).orElse("");
    } catch (IOException _) {
      return "";
    }
  }

  private static boolean ends(ProcessHandle process, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!commandLine(process.pid()).isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(process);
    }
    return true;
  }

  /** The process is not our child, and a dead one that nobody reaps never counts as ended. */
  private static void pause(ProcessHandle process) {
    try {
      process.onExit().orTimeout(50, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException _) {
      // Still there after 50 ms; the caller looks again.
    }
  }
}
