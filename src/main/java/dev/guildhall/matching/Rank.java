package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.project.ProjectId;
import java.util.List;
import java.util.Map;

/**
 * The pools in which something may wait for the applicant.
 *
 * @param pools best first
 * @param standings of those of which there is not enough for all
 */
public record Rank(
    Applicant applicant, Ranking ranking, List<Ranked> pools, Map<ProjectId, Standing> standings) {

  /** Where the applicant stands; what waits for them by name is theirs. */
  Standing standing(Ranked ranked) {
    return ranked.named() > 0
        ? new Standing.Open()
        : standings.getOrDefault(ranked.pool().id(), new Standing.Open());
  }

  /** What the applicant may take now, best first: all that is not offered to others. */
  public List<Ranked> free() {
    return pools.stream()
        .filter(ranked -> !(standing(ranked) instanceof Standing.Waiting))
        .toList();
  }
}
