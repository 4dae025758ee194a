package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One running server: its process, its log, and the ways to end it. */
final class ServerProcess {

  private static final int TAIL_LINES = 12;
  private static final Duration PROBE_EVERY = Duration.ofMillis(20);

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command}; the log of the run before is kept beside the new one. */
  static ServerProcess start(String name, List<String> command, Path log) {
    try {
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling("server.previous.log"), StandardCopyOption.REPLACE_EXISTING);
      }
      var builder =
          new ProcessBuilder(command)
              .directory(log.resolveSibling("").toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
      builder.environment().put("LC_ALL", "C");
      return new ServerProcess(name, startedByKeeper(name, builder), log);
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot start " + name, e);
    }
  }

  /** The kernel ties the child to the thread that made it, so that thread stays with the child. */
  private static Process startedByKeeper(String name, ProcessBuilder builder) {
    var started = new CompletableFuture<Process>();
    Thread.ofPlatform()
        .daemon()
        .name(name + "-keeper")
        .start(
            () -> {
              try {
                var process = builder.start();
                started.complete(process);
                process.onExit().join();
              } catch (IOException e) {
                started.completeExceptionally(e);
              }
            });
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new EmbeddedStoreException("Cannot start " + name, e);
    }
  }

  /** Asks whether the server answers yet. */
  interface Probe {
    boolean answers();
  }

  /**
   * Waits until the server answers.
   *
   * @throws EmbeddedStoreException with the end of its log when it ends first or takes too long
   */
  void awaitReady(Probe probe, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!probe.answers()) {
      if (exitsWithin(PROBE_EVERY)) {
        throw new EmbeddedStoreException(
            "%s ended at once with code %d. Its log says:%n%s"
                .formatted(name, process.exitValue(), tail()));
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new EmbeddedStoreException(
            "%s did not answer within %d s. Its log says:%n%s"
                .formatted(name, patience.toSeconds(), tail()));
      }
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Sends {@code signal}, a name such as {@code INT}. */
  void signal(String signal) {
    Signals.send(process.pid(), signal);
  }

  /** Sends {@code signal} and waits; a server that has not ended by then is killed. */
  void stop(String signal, Duration patience) {
    if (!alive()) {
      return;
    }
    signal(signal);
    if (!exitsWithin(patience)) {
      kill();
    }
  }

  /** The server gets no chance to tidy up, as in a power cut of the process alone. */
  void kill() {
    process.destroyForcibly();
    exitsWithin(Duration.ofSeconds(10));
  }

  boolean logSays(String words) {
    return tail().contains(words);
  }

  private boolean exitsWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new EmbeddedStoreException("Interrupted while waiting for " + name, e);
    }
  }

  private String tail() {
    try {
      var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - TAIL_LINES))
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
