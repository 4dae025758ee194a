package dev.guildhall.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One child from its start to its end. It answers each call once, in order; whatever else it writes
 * counts for nothing but its length.
 */
final class ChildRun {

  private static final Duration START = Duration.ofSeconds(30);
  private static final int MAX_OUTPUT = 32 << 20;
  private static final int MAX_COMPLAINT = 500;
  // 128 + SIGXCPU: it used up its processor time.
  private static final int USED_UP = 152;

  private final Process process;
  private final AtomicReference<@Nullable End> killedFor = new AtomicReference<>();
  private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
  private final List<Answer> answers = new ArrayList<>();
  private boolean isDone;

  enum End {
    DONE,
    TOO_SLOW,
    OUT_OF_MEMORY,
    FAILED
  }

  /**
   * @param answers of the first calls, in order
   * @param complaint why, when it failed
   */
  record Outcome(End end, List<Answer> answers, String complaint) {}

  ChildRun(Process process) {
    this.process = process;
  }

  /** Blocks until the process is gone, which is at most {@code time} after it was ready. */
  Outcome make(Calls calls, Duration time) {
    ready
        .orTimeout(START.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, late) -> kill(late, End.FAILED));
    try (var in = process.getOutputStream()) {
      calls.write(in);
    } catch (IOException e) {
      // It is gone already, or does not listen; what it writes and its end tell more.
    }
    String complaint = "";
    try {
      read(calls, time);
      complaint = complaint();
    } catch (IOException e) {
      // Ended for its time it is at the end of its stream, or beyond.
      complaint = String.valueOf(e.getMessage());
      end();
    } finally {
      ready.complete(null);
    }
    return new Outcome(end(exitCode()), List.copyOf(answers), complaint);
  }

  /** Ends the process and all that it may have started, at once. */
  void end() {
    killedFor.compareAndSet(null, End.FAILED);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
      return Child.FAILED;
    }
  }

  private void kill(@Nullable Throwable late, End because) {
    if (late != null) {
      killedFor.compareAndSet(null, because);
      end();
    }
  }

  private void read(Calls calls, Duration time) throws IOException {
    var out = new BufferedInputStream(process.getInputStream());
    int left = MAX_OUTPUT;
    for (var line = line(out, left); line.isPresent(); line = line(out, left)) {
      left -= line.get().length() + 1;
      if (left <= 0) {
        throw new IOException("it wrote too much");
      }
      hear(calls, line.get(), time);
    }
  }

  private void hear(Calls calls, String line, Duration time) {
    if (line.equals(Answer.ready(calls.nonce()))) {
      if (ready.complete(null)) {
        process
            .onExit()
            .orTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, late) -> kill(late, End.TOO_SLOW));
      }
    } else if (line.equals(Answer.done(calls.nonce()))) {
      isDone = answers.size() == calls.arguments().size();
    } else {
      Answer.parse(calls.nonce(), line)
          .filter(it -> it.call() == answers.size() && it.call() < calls.arguments().size())
          .ifPresent(answers::add);
    }
  }

  private static Optional<String> line(InputStream in, int most) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
      }
      if (line.length() >= most) {
        throw new IOException("it wrote too much");
      }
      line.append((char) c);
    }
    return Optional.of(line.toString());
  }

  private End end(int code) {
    if (isDone && code == 0) {
      return End.DONE;
    }
    var killed = killedFor.get();
    if (killed != null) {
      return killed;
    }
    return switch (code) {
      case Child.OUT_OF_MEMORY -> End.OUT_OF_MEMORY;
      case USED_UP, Child.OUTLIVED -> End.TOO_SLOW;
      default -> End.FAILED;
    };
  }

  /** What it, or the shell before it, said on its way out. */
  private String complaint() throws IOException {
    byte[] said = process.getErrorStream().readNBytes(MAX_COMPLAINT);
    return new String(said, StandardCharsets.UTF_8).strip();
  }
}
