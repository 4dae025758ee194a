package dev.guildhall.project;

import org.jspecify.annotations.Nullable;

/**
 * How submissions are judged.
 *
 * @param samplePermille of a thousand submissions, how many a person sees; only with {@link
 *     ReviewMode#SAMPLE}
 * @param autoAcceptHours a submission that nobody has judged by then is accepted
 */
public record ReviewPlan(
    ReviewMode mode, @Nullable Integer samplePermille, @Nullable Integer autoAcceptHours) {

  private static final int DEFAULT_HOURS = 72;

  /** What holds when a draft says nothing: a person judges, within three days. */
  static final ReviewPlan DEFAULT = new ReviewPlan(ReviewMode.MANUAL, null, DEFAULT_HOURS);

  public ReviewPlan {
    autoAcceptHours = autoAcceptHours == null ? DEFAULT_HOURS : autoAcceptHours;
  }

  /** Hours until a waiting submission is accepted by the clock. */
  public int hours() {
    return autoAcceptHours == null ? DEFAULT_HOURS : autoAcceptHours;
  }
}
