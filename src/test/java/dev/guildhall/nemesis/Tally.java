package dev.guildhall.nemesis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what clients asked and were answered. An operation is a request with a final answer. */
final class Tally {

  private static final int LONGEST_MS = 180_000;

  private final LongAdder operations = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder unheard = new LongAdder();
  private final LongAdder unavailable = new LongAdder();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final AtomicIntegerArray tookMs = new AtomicIntegerArray(LONGEST_MS + 1);
  private final AtomicLongArray byNode;
  private final Set<Long> secondsServed = ConcurrentHashMap.newKeySet();
  private volatile long began;
  private volatile long ended;

  Tally(int nodes) {
    this.byNode = new AtomicLongArray(nodes);
  }

  void sent() {
    sent.increment();
  }

  /** No answer came. */
  void unheard() {
    unheard.increment();
  }

  /** The answer was to come again. */
  void unavailable() {
    unavailable.increment();
  }

  /** A final answer, so long after the request was sent first. */
  void answered(String operation, int status, int node, Duration took) {
    if (began == 0) {
      began = System.nanoTime();
    }
    operations.increment();
    answers.computeIfAbsent(operation + ' ' + status, _ -> new LongAdder()).increment();
    tookMs.incrementAndGet((int) Math.min(LONGEST_MS, took.toMillis()));
    byNode.incrementAndGet(node);
    secondsServed.add((System.nanoTime() - began) / 1_000_000_000L);
  }

  long operations() {
    return operations.sum();
  }

  /** Operations that this node answered. */
  long of(int node) {
    return byNode.get(node);
  }

  long sentInAll() {
    return sent.sum();
  }

  long unheardInAll() {
    return unheard.sum();
  }

  long unavailableInAll() {
    return unavailable.sum();
  }

  Map<String, Long> answers() {
    var sums = new TreeMap<String, Long>();
    answers.forEach((answer, count) -> sums.put(answer, count.sum()));
    return sums;
  }

  /** Nothing more is counted. */
  void end() {
    ended = System.nanoTime();
  }

  /** The share of seconds between the first answer and the end in which something was answered. */
  double secondsServed() {
    return (double) secondsServed.size() / Math.max(1, (ended - began) / 1_000_000_000L + 1);
  }

  /** The time within which this share of operations was answered, repeats included. */
  Duration percentile(double share) {
    long wanted = (long) Math.ceil(share * operations());
    long seen = 0;
    for (int ms = 0; ms <= LONGEST_MS; ms++) {
      seen += tookMs.get(ms);
      if (seen >= wanted) {
        return Duration.ofMillis(ms);
      }
    }
    return Duration.ofMillis(LONGEST_MS);
  }
}
