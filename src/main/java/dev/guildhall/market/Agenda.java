package dev.guildhall.market;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is going to happen in a run, in the order of time and then of planning. */
final class Agenda {

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long order;

  /** What may happen. */
  sealed interface Happening {

    /** A batch goes live. */
    record Drop(Batch batch) implements Happening {}

    /** Somebody comes. */
    record Arrival(Actor actor, Persona.Session session) implements Happening {}

    /** Somebody looks for work, unless they have planned another look since. */
    record Look(Actor actor, int number) implements Happening {}

    /** Somebody sends the work they have been doing. */
    record Sent(Actor actor, double seconds) implements Happening {}

    /** Somebody goes on to the next of the tasks that they hold. */
    record Next(Actor actor) implements Happening {}

    /** A lease of work that nobody does runs out. */
    record Expiry(Actor actor, Actor.Held held) implements Happening {}

    /** The market is looked at as nodes do every few seconds. */
    record Tick() implements Happening {}
  }

  /** A happening and when, in milliseconds since the market began. */
  record Entry(long at, long order, Happening what) {}

  void plan(long at, Happening what) {
    entries.add(new Entry(at, order++, what));
  }

  @Nullable Entry next() {
    return entries.poll();
  }
}
