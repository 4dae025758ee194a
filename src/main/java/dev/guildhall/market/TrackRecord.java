package dev.guildhall.market;

import dev.guildhall.eligibility.Facts;
import dev.guildhall.quality.SkillEstimate;
import java.util.HashMap;
import java.util.Map;

/** By domain, how much of everybody's work was judged, and how much of that was right. */
final class TrackRecord {

  private final int[] judged = new int[MarketSetting.DOMAINS];
  private final int[] right = new int[MarketSetting.DOMAINS];

  void add(Persona person) {
    for (int domain = 0; domain < judged.length; domain++) {
      judged[domain] += person.judged()[domain];
      right[domain] += person.right()[domain];
    }
  }

  void add(int domain, boolean wasRight) {
    judged[domain]++;
    right[domain] += wasRight ? 1 : 0;
  }

  Map<String, Facts.Skill> skills(Persona person) {
    var skills = new HashMap<String, Facts.Skill>();
    for (int domain = 0; domain < judged.length; domain++) {
      skills.put(
          Batch.domain(domain), skill(domain, person.right()[domain], person.judged()[domain]));
    }
    return Map.copyOf(skills);
  }

  /** The estimate for somebody of whose work so much is known, which is part of this. */
  Facts.Skill skill(int domain, int theirRight, int theirJudged) {
    double usual = SkillEstimate.usual(right[domain] - theirRight, judged[domain] - theirJudged);
    var estimate = SkillEstimate.of(theirRight, theirJudged, usual);
    return new Facts.Skill(estimate.mean(), estimate.lowerBound(), estimate.observations());
  }
}
