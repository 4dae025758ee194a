package dev.guildhall.nemesis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One kind of thing that goes wrong.
 *
 * @param places what it lays its hands on; two faults at once never share one
 * @param longest how long it lasts at most, and half as long at least
 */
record Fault(String name, Set<Place> places, Duration longest, Strike strike) {

  /** In the order in which things are put right: a node can start when its stores are there. */
  enum Place {
    POSTGRES,
    REDIS,
    POSTGRES_LINK,
    REDIS_LINK,
    CLIENT_LINK,
    NODE
  }

  /** Does it, and tells how it is put right. */
  interface Strike {
    AutoCloseable on(Market market, Random lots) throws Exception;
  }

  /** Something to do that may fail, which then is no matter. */
  interface Blow {
    void fall() throws Exception;
  }

  static Fault of(String name, Place place, int seconds, Strike strike) {
    return new Fault(name, EnumSet.of(place), Duration.ofSeconds(seconds), strike);
  }

  /** Does something again and again until it is closed. */
  static AutoCloseable storm(Duration every, Blow blow) {
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    try {
                      blow.fall();
                    } catch (Exception e) {
                      // What it wanted to hit is down already.
                    }
                    LockSupport.parkNanos(every.toNanos());
                  }
                });
    return () -> {
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(20));
    };
  }
}
