package dev.guildhall.load.driver;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Somebody who takes a task and hands it in. */
public interface Worker {

  /** What a cycle came to. */
  enum Outcome {
    DONE,
    /** The server asked to come back later. */
    REFUSED,
    /** There is no task for them now. */
    NOTHING,
    /** There was no sense in the answer. */
    FAILED
  }

  /**
   * One cycle.
   *
   * @param asked since when the task is waited for, a value of {@link System#nanoTime}
   */
  Future<Outcome> cycle(Tally tally, long asked);

  /** So many of a crowd at a time, always those who have been away for longest. */
  static List<Worker> inTurns(Collection<? extends Worker> crowd, int atOnce) {
    var idle = new ArrayDeque<Worker>(crowd);
    Worker next =
        (tally, asked) -> {
          var worker = idle.remove();
          return worker.cycle(tally, asked).onComplete(ignored -> idle.add(worker));
        };
    return Collections.nCopies(atOnce, next);
  }
}
