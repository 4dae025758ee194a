package dev.guildhall.overlap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * By which rule a project's tasks get more answers than they start with, or fewer.
 *
 * @param rule which; {@code majority_margin} is the only one there is
 * @param max how many answers a task gets at most
 * @param permille the least posterior that settles a task; or
 * @param margin the least margin of votes that does: one of the two
 */
public record OverlapPlan(
    String rule, int max, @Nullable Integer permille, @Nullable Integer margin) {

  public static final String MAJORITY_MARGIN = "majority_margin";

  /** Whether it says one thing. */
  @JsonIgnore
  public boolean isClear() {
    return (permille == null) != (margin == null);
  }

  /** The rule under these terms, which have to be clear. */
  public OverlapRule compiled() {
    if (margin != null) {
      return MajorityMargin.ofVotes(margin);
    }
    if (permille != null) {
      return MajorityMargin.ofPosterior(permille);
    }
    throw new IllegalStateException("a rule without terms");
  }
}
