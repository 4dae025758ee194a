package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Refuses at the door what could not be answered in time, before anything was spent on it. Under
 * more load than a node can bear, each request that is let in makes all others wait longer, until
 * those who ask have given up on the answers that are being worked on; so what waits is bounded,
 * and the rest hears at once to come back.
 *
 * <p>How many requests may be under way follows from Little's law: as many as are answered within
 * {@link #PATIENCE} at the rate of the last moments, so that none waits longer than that on
 * average. It needs no figure of what the machine can do, and follows it when that changes. As the
 * room fills, the priorities are refused one after the other, those that can wait first.
 *
 * <p>To refuse costs something as well. When there are so many to be refused that the node comes to
 * nothing in time, requests wait where they cannot be counted, before they are read. So there is
 * less room while timers ring late, down to the least. (Levels of admission and how long something
 * waited as the sign of too much load: Zhou et al., "Overload Control for Scaling WeChat
 * Microservices", 2018.)
 */
final class Admission {

  static final Duration PATIENCE = Duration.ofMillis(300);

  /** So many may always be under way: from standing still no rate can be read. */
  static final int LEAST = 160;

  static final int MOST = 4_000;

  /** A timer that rings so late says that the node does not keep up. */
  static final Duration LATE = Duration.ofMillis(50);

  private static final double LESS = 0.8;
  private static final double MORE = 1.05;
  private static final double LEAST_SHARE = 0.1;

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  // About a second of history.
  private static final double NEW_SHARE = 0.1;

  private final LongSupplier nanos;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong latest = new AtomicLong();
  private volatile int room = LEAST;
  private volatile long lookedAt;
  private double perSecond;
  private double share = 1;

  /**
   * @param nanos a clock of the kind of {@link System#nanoTime}
   */
  Admission(LongSupplier nanos) {
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
  }

  /**
   * Lets a request in; {@link #leave} has to follow.
   *
   * @throws Refusal.Unavailable when there is no room for its priority
   */
  void enter(Priority priority) {
    look();
    if (underWay.incrementAndGet() > Math.ceil(room * priority.share())) {
      underWay.decrementAndGet();
      throw new Refusal.Unavailable(ErrorCode.OVERLOADED);
    }
  }

  /** The request that was let in has its answer. */
  void leave() {
    underWay.decrementAndGet();
    answered.incrementAndGet();
  }

  /** A timer has rung so much later than it was set to. */
  void rang(long nanosLate) {
    latest.accumulateAndGet(nanosLate, Math::max);
  }

  int underWay() {
    return underWay.get();
  }

  /** How many may be under way now. */
  int room() {
    return room;
  }

  /**
   * How long a request is with the node, in seconds, by the same law; 0 while nothing was asked.
   */
  synchronized double stay() {
    return perSecond == 0 ? 0 : underWay.get() / perSecond;
  }

  private void look() {
    if (nanos.getAsLong() - lookedAt >= LOOK_NANOS) {
      measure();
    }
  }

  private synchronized void measure() {
    long now = nanos.getAsLong();
    long passed = now - lookedAt;
    if (passed < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    double seconds = passed / 1e9;
    double weight = 1 - Math.pow(1 - NEW_SHARE, (double) passed / LOOK_NANOS);
    perSecond += weight * (answered.getAndSet(0) / seconds - perSecond);
    boolean isLate = latest.getAndSet(0) > LATE.toNanos();
    share = Math.clamp(share * (isLate ? LESS : MORE), LEAST_SHARE, 1);
    room = (int) Math.clamp(share * perSecond * PATIENCE.toMillis() / 1_000, LEAST, MOST);
  }
}
