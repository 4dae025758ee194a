package dev.guildhall.fault;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How one direction of a proxy is at the moment, for all of its connections. */
final class Lane {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean frozen;
  private boolean swallows;
  private boolean garbles;
  private long delayNanos;
  private long jitterNanos;
  private long bytesPerSecond;

  void heal() {
    change(
        () -> {
          frozen = false;
          swallows = false;
          garbles = false;
          delayNanos = 0;
          jitterNanos = 0;
          bytesPerSecond = 0;
        });
  }

  void freeze() {
    change(() -> frozen = true);
  }

  void swallow() {
    change(() -> swallows = true);
  }

  void garble() {
    change(() -> garbles = true);
  }

  void delay(long nanos, long jitter) {
    change(
        () -> {
          delayNanos = nanos;
          jitterNanos = jitter;
        });
  }

  void throttle(long perSecond) {
    change(() -> bytesPerSecond = perSecond);
  }

  boolean swallows() {
    return locked(() -> swallows);
  }

  boolean garbles() {
    return locked(() -> garbles);
  }

  /** When what comes now is due at the other end. */
  long due() {
    return locked(
        () ->
            System.nanoTime()
                + delayNanos
                + (jitterNanos == 0
                    ? 0
                    : ThreadLocalRandom.current().nextLong(-jitterNanos, jitterNanos + 1)));
  }

  /** Waits until what is due then, of so many bytes, may go on. */
  void pass(long due, int bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long until = due + (bytesPerSecond == 0 ? 0 : bytes * 1_000_000_000L / bytesPerSecond);
      for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
        changed.await(left, TimeUnit.NANOSECONDS);
      }
      while (frozen) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable how) {
    lock.lock();
    try {
      how.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(java.util.function.Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
