package dev.guildhall.lease;

import dev.guildhall.platform.event.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to leases, as the log holds it. */
sealed interface LeaseEvents {

  String type();

  UUID assignment();

  default Event by(@Nullable UUID actor) {
    return Event.of(type(), assignment(), actor, this);
  }

  /** The clock stands still, until {@code until} at the longest. */
  record Paused(UUID assignment, UUID project, UUID task, UUID worker, int pause, Instant until)
      implements LeaseEvents {
    @Override
    public String type() {
      return "assignment.paused";
    }
  }

  /** The clock goes on before the pause had ended by itself. */
  record Resumed(UUID assignment, UUID project, UUID task, UUID worker, int pause)
      implements LeaseEvents {
    @Override
    public String type() {
      return "assignment.resumed";
    }
  }

  /** The lease ends soon, at {@code until}, and nothing was sent yet. */
  record Expiring(UUID assignment, UUID project, UUID task, UUID worker, Instant until)
      implements LeaseEvents {
    @Override
    public String type() {
      return "assignment.expiring";
    }
  }
}
