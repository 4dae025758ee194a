package dev.guildhall.platform.job;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each node repeats in the background, one virtual thread per job. Every job is written so
 * that several nodes may run it at the same time: they share the rows by {@code skip locked} or an
 * advisory lock.
 */
public final class Jobs implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Jobs.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Adds a job before {@link #start}.
   *
   * @param work does a bounded piece of work in direct style and returns how much there was; it is
   *     called again at once while that is not 0, otherwise after {@code interval} or a {@link
   *     Handle#wake}
   */
  public Handle every(String name, Duration interval, IntSupplier work) {
    var loop = new Loop(name, interval, work);
    loops.add(loop);
    return loop;
  }

  /** Like {@link #every}, for work that composes: the future says how much there was. */
  public Handle repeat(String name, Duration interval, Supplier<Future<Integer>> work) {
    return every(name, interval, () -> work.get().await());
  }

  /** A job that can be hurried. */
  public interface Handle {
    /** Runs the job soon, if it is waiting for its interval. */
    void wake();
  }

  public void start() {
    loops.forEach(loop -> loop.thread = Thread.ofVirtual().name("job-" + loop.name).start(loop));
  }

  /**
   * Does what is due at {@code now}, in the order of adding, for somebody who keeps the time; never
   * beside {@link #start}. What was missed meanwhile is done once.
   *
   * @param which of the jobs, by name
   */
  public void runDue(Instant now, Predicate<String> which) {
    for (Loop loop : loops) {
      if (which.test(loop.name) && loop.isDue(now)) {
        loop.run(now);
      }
    }
  }

  /** Lets the pieces under way finish, for at most ten seconds. */
  @Override
  public void close() {
    stopping = true;
    loops.forEach(Loop::wake);
    for (Loop loop : loops) {
      join(loop.thread);
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Loop implements Runnable, Handle {
    private final String name;
    private final Duration interval;
    private final IntSupplier work;
    private final Semaphore wakes = new Semaphore(0);
    private Thread thread = Thread.ofVirtual().unstarted(this);
    private Instant dueAt = Instant.MIN;

    private Loop(String name, Duration interval, IntSupplier work) {
      this.name = name;
      this.interval = interval;
      this.work = work;
    }

    private boolean isDue(Instant now) {
      return wakes.drainPermits() > 0 || !now.isBefore(dueAt);
    }

    private void run(Instant now) {
      while (work.getAsInt() > 0) {
        // There was more to do.
      }
      dueAt = now.plus(interval);
    }

    @Override
    public void run() {
      while (!stopping) {
        Duration pause = interval;
        try {
          if (work.getAsInt() > 0) {
            continue;
          }
        } catch (Throwable e) {
          // Also what await throws as it is, and errors: a loop that ends is missed by nobody until
          // it is late.
          if (!stopping) {
            log.warn("the job {} failed and goes on in a moment", name, e);
          }
          pause = PAUSE_AFTER_FAILURE;
        }
        if (!waited(pause)) {
          return;
        }
      }
    }

    private boolean waited(Duration pause) {
      try {
        if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
        return true;
      } catch (InterruptedException e) {
        return false;
      }
    }

    @Override
    public void wake() {
      wakes.release();
    }
  }
}
