package dev.guildhall.simulation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Some virtual threads that work off a list together. */
final class Crew {

  private final int size;

  Crew(int size) {
    this.size = size;
  }

  /**
   * Does {@code work} for every item and returns when all are done; a failure is told and does not
   * stop the rest.
   */
  <T> void each(List<T> items, Consumer<T> work, Consumer<RuntimeException> failed) {
    var waiting = new ConcurrentLinkedQueue<>(items);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> members =
          IntStream.range(0, size)
              .mapToObj(_ -> threads.submit(() -> workOff(waiting, work, failed)))
              .toList();
      members.forEach(Crew::join);
    }
  }

  private static <T> void workOff(
      ConcurrentLinkedQueue<T> waiting, Consumer<T> work, Consumer<RuntimeException> failed) {
    for (T item = waiting.poll(); item != null; item = waiting.poll()) {
      try {
        work.accept(item);
      } catch (RuntimeException e) {
        failed.accept(e);
      }
    }
  }

  private static void join(Future<?> member) {
    try {
      member.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a crew was at work", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a crew member broke", e.getCause());
    }
  }
}
