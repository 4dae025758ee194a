package dev.guildhall.assignment;

import dev.guildhall.platform.event.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to assignments, as the log holds it. */
sealed interface AssignmentEvents {

  String type();

  UUID assignment();

  /** What it happened to. */
  default UUID subject() {
    return assignment();
  }

  default Event by(@Nullable UUID actor) {
    return Event.of(type(), subject(), actor, this);
  }

  record Claimed(UUID assignment, UUID project, UUID task, UUID worker, long priceMicros)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.claimed";
    }
  }

  record Submitted(
      UUID assignment, UUID project, UUID task, UUID worker, UUID submission, String sha256)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.submitted";
    }
  }

  /**
   * Work came under a lease that is over, and its text became the draft. It is told of the
   * submission, so that a repeat is known for one; to the assignment nothing happened.
   */
  record Refused(UUID assignment, UUID submission, String sha256) implements AssignmentEvents {
    @Override
    public String type() {
      return "submission.refused";
    }

    @Override
    public UUID subject() {
      return submission;
    }
  }

  /** Returned, skipped or expired: the slot is free again. */
  record Ended(
      UUID assignment, UUID project, UUID task, UUID worker, String state, @Nullable String reason)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.ended";
    }
  }

  /**
   * Called back by its requester, who pays {@code payMicros} for the time spent, by {@code rule}.
   */
  record Cancelled(
      UUID assignment,
      UUID project,
      UUID task,
      UUID worker,
      String reason,
      long payMicros,
      String currency,
      int seconds,
      String evidence,
      String rule)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.cancelled";
    }
  }

  /** Claimed again by its worker after it had expired. */
  record Reopened(UUID assignment, UUID project, UUID task, UUID worker)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.reopened";
    }
  }

  record Extended(UUID assignment, int extension) implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.extended";
    }
  }

  record Judged(
      UUID assignment,
      UUID project,
      UUID worker,
      UUID submission,
      String verdict,
      String decidedBy,
      String rule)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.judged";
    }
  }

  /**
   * The verdict was overturned and the submission counts after all. With {@code beyondOverlap} its
   * slot had gone to somebody else: the task has more submissions than it wants, by this decision.
   */
  record Readmitted(
      UUID assignment,
      UUID project,
      UUID task,
      UUID appeal,
      boolean beyondOverlap,
      int live,
      int overlap)
      implements AssignmentEvents {
    @Override
    public String type() {
      return "assignment.readmitted";
    }
  }
}
