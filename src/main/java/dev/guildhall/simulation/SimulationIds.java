package dev.guildhall.simulation;

import dev.guildhall.platform.id.DerivedIds;
import java.util.UUID;

/**
 * Ids that follow from the rows of the data, so that a run that is started again goes on where it
 * was.
 */
final class SimulationIds {

  private static final UUID NAMESPACE = UUID.fromString("6f0d2b52-8a0e-5f6c-9d0b-2c5a8d8f3e11");

  private final UUID project;

  SimulationIds(String projectId) {
    this.project = DerivedIds.of(NAMESPACE, projectId);
  }

  /** The key under which the step of a data set is done once. */
  static String key(String step, String dataSet, int tasks, int votes) {
    return DerivedIds.of(NAMESPACE, step + '|' + dataSet + '|' + tasks + '|' + votes).toString();
  }

  /** The n-th claim of a worker. */
  UUID claim(String worker, int n) {
    return DerivedIds.of(project, "claim|" + worker + '|' + n);
  }

  UUID submission(String worker, String task) {
    return DerivedIds.of(project, "submission|" + worker + '|' + task);
  }

  /** Whether this answer is kept as a draft first; one in ten is. */
  boolean drafts(String worker, String task) {
    return Math.floorMod(submission(worker, task).getLeastSignificantBits(), 10) == 0;
  }
}
