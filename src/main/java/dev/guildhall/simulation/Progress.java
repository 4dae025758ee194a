package dev.guildhall.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line that says how far a phase is; rewritten on a terminal, written anew every ten seconds
 * elsewhere.
 */
final class Progress implements AutoCloseable {

  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final String phase;
  private final long total;
  private final long started = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread painter;

  private Progress(PrintStream out, String phase, long total) {
    this.out = out;
    this.phase = phase;
    this.total = total;
    this.painter = Thread.ofVirtual().name("progress").start(this::paint);
  }

  static Progress of(PrintStream out, String phase, long total) {
    return new Progress(out, phase, total);
  }

  void done() {
    done.incrementAndGet();
  }

  void done(long more) {
    done.addAndGet(more);
  }

  void error() {
    errors.incrementAndGet();
  }

  long errors() {
    return errors.get();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      painter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    out.println((terminal ? "\r" : "") + line() + "   ");
  }

  private void paint() {
    try {
      while (!ended.await(terminal ? 250 : 10_000, TimeUnit.MILLISECONDS)) {
        if (terminal) {
          out.print('\r' + line() + "   ");
          out.flush();
        } else {
          out.println(line());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String line() {
    long now = done.get();
    double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
    double rate = now / seconds;
    int filled = total == 0 ? BAR : (int) (BAR * Math.min(now, total) / total);
    String left =
        now >= total
            ? "took " + clock(seconds)
            : rate == 0 ? "" : clock((total - now) / rate) + " left";
    return String.format(
        Locale.ROOT,
        "%-18s %s%s %d/%d  %.0f/s  %d errors  %s",
        phase,
        "█".repeat(filled),
        "░".repeat(BAR - filled),
        now,
        total,
        rate,
        errors.get(),
        left);
  }

  private static String clock(double seconds) {
    var time = Duration.ofSeconds(Math.round(seconds));
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
