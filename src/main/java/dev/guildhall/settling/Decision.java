package dev.guildhall.settling;

import dev.guildhall.overlap.Standing;
import dev.guildhall.settling.SettlingRepository.Undecided;

/** What becomes of a task that was looked at. */
sealed interface Decision {

  /** As the event is called. */
  String name();

  /** What the task wants from now on. */
  int overlap();

  /** It stays as it is: answers are under way, or were asked for. */
  record Waits(int overlap) implements Decision {
    @Override
    public String name() {
      return "waits";
    }
  }

  /** It has enough and wants what it has. */
  record Settled(int overlap) implements Decision {
    @Override
    public String name() {
      return "settled";
    }
  }

  /** It has as many as it may have, and they do not settle it. */
  record Exhausted(int overlap) implements Decision {
    @Override
    public String name() {
      return "exhausted";
    }
  }

  /** One more is asked for, if there is money for it. */
  record Raised(int overlap) implements Decision {
    @Override
    public String name() {
      return "raised";
    }
  }

  /**
   * @param answers how many there are
   */
  static Decision of(Undecided task, int answers, Standing standing) {
    if (standing.settled()) {
      return new Settled(Math.max(1, Math.min(task.overlap(), task.live())));
    }
    boolean allAreSent = answers >= task.live() && task.live() >= task.overlap();
    if (!allAreSent) {
      return new Waits(task.overlap());
    }
    return task.live() < task.most()
        ? new Raised(task.live() + 1)
        : new Exhausted(Math.max(1, Math.min(task.overlap(), task.live())));
  }
}
