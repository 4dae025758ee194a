package dev.guildhall.market;

/** What is measured of a run. */
public enum Measure {
  RIGHT_MONEY_SHARE("of each dollar paid, what went to right work", "share", Direction.UP),
  RIGHT_PER_DOLLAR("right submissions for a dollar", "submissions/USD", Direction.UP),
  RIGHT_SHARE("submissions that are right", "share", Direction.UP),
  SUBMITTED_SHARE(
      "of the hours of work that dropped, what was sent by the end", "share", Direction.UP),
  FINISH_MEDIAN_HOURS("time to finish a batch, median", "h", Direction.DOWN),
  FINISH_P95_HOURS(
      "time to finish a batch, 95th percentile; one unfinished counts until the end",
      "h",
      Direction.DOWN),
  WAIT_HOURS("time a submission-to-be waits for a worker, mean", "h", Direction.DOWN),
  EARNINGS_GINI("spread of earnings over those who came, Gini", "0-1", Direction.DOWN),
  TOP_TENTH_SHARE("of all earnings, those of the best paid tenth", "share", Direction.DOWN),
  HOURLY_GINI("spread of earnings for an hour of being there, Gini", "0-1", Direction.DOWN),
  WORK_GINI("spread of work found for an hour of being there, Gini", "0-1", Direction.DOWN),
  SCRIPT_HEAD_SHARE("of those who came, who has a script", "share", Direction.NONE),
  SCRIPT_HOUR_SHARE(
      "of the hours people are there, those of who has a script", "share", Direction.NONE),
  SCRIPT_TASK_SHARE("of what was sent, what came from who has a script", "share", Direction.DOWN),
  SCRIPT_EARNING_SHARE("of the earnings, those of who has a script", "share", Direction.DOWN),
  POLLING_GAIN_POINTS(
      "gain of polling: the task share of who has a script, less that of the same people in the same market when they look as others do",
      "percentage points",
      Direction.DOWN),
  POLLING_GAIN_EARNINGS_POINTS("gain of polling, of earnings", "percentage points", Direction.DOWN),
  NEWCOMER_MINUTES(
      "time that a newcomer is there before the first task, mean", "min", Direction.DOWN),
  EXPERT_USE(
      "of the experts' working time, what went to work that only they can do",
      "share",
      Direction.UP),
  RARE_SUBMITTED_SHARE(
      "of the work that only experts can do, what was sent by the end", "share", Direction.UP);

  private final String text;
  private final String unit;
  private final Direction better;

  /** Which way is better for those it is about. */
  enum Direction {
    UP,
    DOWN,
    NONE
  }

  Measure(String text, String unit, Direction better) {
    this.text = text;
    this.unit = unit;
    this.better = better;
  }

  public String text() {
    return text;
  }

  public String unit() {
    return unit;
  }

  Direction better() {
    return better;
  }

  /** As it is called in {@code summary.json}. */
  public String wire() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
