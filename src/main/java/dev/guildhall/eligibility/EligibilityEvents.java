package dev.guildhall.eligibility;

import dev.guildhall.platform.event.Event;
import dev.guildhall.project.ProjectId;
import java.util.Set;
import java.util.UUID;

/** What opens and closes projects to a worker. The subject of each event is the worker's id. */
sealed interface EligibilityEvents {

  String INVITED = "eligibility.invited";
  String UNINVITED = "eligibility.uninvited";
  String JOINED = "eligibility.group_joined";

  /** Every event that changes a worker's facts. */
  Set<String> TYPES = Set.of(INVITED, UNINVITED, JOINED);

  /** {@code eligibility.invited}. */
  record Invited(ProjectId project) implements EligibilityEvents {}

  /** {@code eligibility.uninvited}. */
  record Uninvited(ProjectId project) implements EligibilityEvents {}

  /** {@code eligibility.group_joined}: the worker had their first task of an exclusion group. */
  record Joined(ProjectId project, String group) implements EligibilityEvents {}

  /** The event to append. */
  default Event of(UUID worker, UUID actor) {
    return switch (this) {
      case Invited it -> Event.of(INVITED, worker, actor, it);
      case Uninvited it -> Event.of(UNINVITED, worker, actor, it);
      case Joined it -> Event.of(JOINED, worker, actor, it);
    };
  }
}
