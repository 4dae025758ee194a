package dev.guildhall.matching;

import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;

/**
 * A live project as the node knows it: today each project is one pool.
 *
 * @param facts refreshed every few seconds
 * @param windowIsWhole whether the queue's window held every waiting task when it was loaded; only
 *     then does an empty answer of the queue mean that nothing waits
 */
public record Pool(Project project, PoolFacts facts, boolean windowIsWhole) {

  public ProjectId id() {
    return project.id();
  }

  public boolean hasNamed() {
    return facts.named();
  }

  public boolean hasGold() {
    return facts.gold();
  }
}
