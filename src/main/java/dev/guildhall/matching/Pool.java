package dev.guildhall.matching;

import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;

/**
 * A live project as the node knows it: today each project is one pool.
 *
 * @param facts refreshed every few seconds
 */
public record Pool(Project project, PoolFacts facts) {

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
