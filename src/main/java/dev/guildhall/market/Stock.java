package dev.guildhall.market;

import dev.guildhall.matching.PoolFacts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The tasks of a batch while it is live: which slots are free, who has had what. */
final class Stock {

  private static final int SAMPLE = 60;
  private static final int ENOUGH = 5;

  private final Batch batch;
  private final byte[] taken;
  private final Map<Integer, BitSet> had = new HashMap<>();
  private final double[] latest = new double[SAMPLE];
  private int samples;
  private int first;
  private long live;
  private long submitted;
  private long lastSubmission;
  private double waited;
  private long finishedAt = -1;

  Stock(Batch batch) {
    this.batch = batch;
    this.taken = new byte[batch.tasks()];
    this.lastSubmission = batch.at();
  }

  Batch batch() {
    return batch;
  }

  /** A task with a free slot that the worker has not had, which they now have; -1: none. */
  int take(int worker, long now) {
    while (first < taken.length && taken[first] >= batch.overlap()) {
      first++;
    }
    var theirs = had.computeIfAbsent(worker, _ -> new BitSet());
    for (int task = first; task < taken.length; task++) {
      if (taken[task] < batch.overlap() && !theirs.get(task)) {
        theirs.set(task);
        taken[task]++;
        live++;
        waited += now - batch.at();
        return task;
      }
    }
    return -1;
  }

  /** The slot is free again: its lease has run out. */
  void giveBack(int task, long since) {
    taken[task]--;
    live--;
    waited -= since - batch.at();
    first = Math.min(first, task);
  }

  void submit(long now, double seconds) {
    submitted++;
    lastSubmission = now;
    latest[samples++ % SAMPLE] = seconds;
    if (submitted == batch.slots()) {
      finishedAt = now;
    }
  }

  long submitted() {
    return submitted;
  }

  boolean isFinished() {
    return finishedAt >= 0;
  }

  /** Milliseconds from its drop to its last submission; until {@code end} when it has none. */
  long duration(long end) {
    return (isFinished() ? finishedAt : end) - batch.at();
  }

  /** Milliseconds that all its slots have waited together; those not taken until {@code end}. */
  double waited(long end) {
    return waited + (double) (batch.slots() - live) * (end - batch.at());
  }

  PoolFacts facts(long now) {
    int waiting = 0;
    int slots = 0;
    for (int task = first; task < taken.length && waiting < PoolFacts.MOST; task++) {
      if (taken[task] < batch.overlap()) {
        waiting++;
        slots += batch.overlap() - taken[task];
      }
    }
    return new PoolFacts(
        false,
        false,
        waiting,
        slots,
        batch.slots() - live,
        median(),
        OptionalDouble.empty(),
        (double) live / batch.slots(),
        (now - lastSubmission) / 1000.0);
  }

  private OptionalDouble median() {
    if (samples < ENOUGH) {
      return OptionalDouble.empty();
    }
    var sorted = Arrays.copyOf(latest, Math.min(samples, SAMPLE));
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[sorted.length / 2]);
  }
}
