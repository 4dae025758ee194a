package dev.guildhall.matching;

import dev.guildhall.eligibility.Predicate;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import java.time.Duration;
import java.util.List;

/**
 * A live project as the node knows it: today each project is one pool.
 *
 * @param requester the name of its organisation
 * @param summary of its guideline
 * @param predicates what it asks of workers, compiled
 * @param facts refreshed every few seconds while something happens in it
 */
public record Pool(
    Project project,
    String requester,
    String summary,
    List<Predicate> predicates,
    PoolFacts facts) {

  public ProjectId id() {
    return project.id();
  }

  public boolean hasNamed() {
    return facts.named();
  }

  public boolean hasGold() {
    return facts.gold();
  }

  /** Whether a task for anybody may wait. */
  boolean hasCommon() {
    return facts.waiting() > 0 || facts.gold();
  }

  /** What it pays in an hour by its own estimate. */
  public Money payPerHour() {
    return project.price().perHour(project.estimateSeconds());
  }

  /** Hours of work that its budget still covers, as far as there are tasks. */
  double remainingHours() {
    double seconds = facts.medianSeconds().orElse(project.estimateSeconds());
    return hasCommon() ? facts.remaining() * seconds / 3600 : 0;
  }

  /** Slots that wait for anybody; once there are many, by what the budget covers. */
  long freeSlots() {
    return facts.isLittle() ? facts.slots() : Math.max(facts.slots(), facts.remaining());
  }

  private double usualSeconds() {
    return Math.max(1, facts.medianSeconds().orElse(project.estimateSeconds()));
  }

  /** How many people its free slots keep at work for so long; one, while there are any. */
  double perRound(Duration round) {
    return Math.max(1, freeSlots() / Math.max(1, round.toSeconds() / usualSeconds()));
  }

  /** Whether its waiting tasks have been counted yet. */
  boolean isCounted() {
    return !facts.equals(PoolFacts.UNKNOWN);
  }

  Pool with(PoolFacts fresh) {
    return new Pool(project, requester, summary, predicates, fresh);
  }
}
