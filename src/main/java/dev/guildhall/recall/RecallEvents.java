package dev.guildhall.recall;

import dev.guildhall.platform.event.Event;
import dev.guildhall.project.ProjectId;
import java.util.List;
import java.util.UUID;

/**
 * {@code project.tasks_recalled}: these tasks were called back; the subject is the project.
 *
 * @param ended how many assignments ended by it
 * @param paidMicros for the time spent on them
 * @param releasedMicros what went back to the wallet
 */
record RecallEvents(
    ProjectId projectId,
    List<UUID> tasks,
    RecallReason reason,
    int ended,
    long paidMicros,
    long releasedMicros) {

  static final String TYPE = "project.tasks_recalled";

  Event by(UUID actor) {
    return Event.of(TYPE, projectId.value(), actor, this);
  }
}
