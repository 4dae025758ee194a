package dev.guildhall.load.driver;

import java.util.Map;
import java.util.TreeMap;

/** What came of the work of some workers, in all and in each second. Lives on one event loop. */
public final class Tally {

  private final long begun = System.nanoTime();
  private final Timings claims = new Timings();
  private final Timings submissions = new Timings();
  private final Map<Integer, Second> seconds = new TreeMap<>();
  private int done;
  private int asked;
  private int refused;
  private int missed;
  private int failed;
  private String firstFailure = "";
  private double lasted;

  /** What happened in one second of the run. */
  public static final class Second {
    private int asked;
    private int done;
    private int refused;

    public int asked() {
      return asked;
    }

    public int done() {
      return done;
    }

    public int refused() {
      return refused;
    }
  }

  public void begin() {
    asked++;
    now().asked++;
  }

  public void claim(long nanos) {
    claims.add(nanos);
  }

  public void submit(long nanos) {
    submissions.add(nanos);
  }

  public void finish() {
    done++;
    now().done++;
  }

  public void refuse() {
    refused++;
    now().refused++;
  }

  /** A cycle was due, and nobody was free to begin it. */
  public void miss() {
    missed++;
  }

  public void fail(String why) {
    if (failed++ == 0) {
      firstFailure = why;
    }
  }

  public void end() {
    lasted = (System.nanoTime() - begun) / 1e9;
  }

  private Second now() {
    return seconds.computeIfAbsent(
        (int) ((System.nanoTime() - begun) / 1_000_000_000), ignored -> new Second());
  }

  public Timings claims() {
    return claims;
  }

  public Timings submissions() {
    return submissions;
  }

  public int done() {
    return done;
  }

  public int refusals() {
    return refused;
  }

  public int missed() {
    return missed;
  }

  /** Cycles from claim to submission that were done, per second. */
  public double perSecond() {
    return done / lasted;
  }

  /** Cycles that were due, per second, whether or not somebody was free to begin them. */
  public double askedPerSecond() {
    return asked / lasted;
  }

  public Map<Integer, Second> bySecond() {
    return seconds;
  }

  /**
   * The same, when nothing but answers and refusals came back.
   *
   * @throws IllegalStateException with the first of what else did
   */
  public Tally requireNoFailure() {
    if (failed > 0) {
      throw new IllegalStateException(failed + " failed, the first: " + firstFailure);
    }
    return this;
  }

  /**
   * The same, when somebody was free for every cycle that was due.
   *
   * @throws IllegalStateException when there were too few
   */
  public Tally requireNoneMissed() {
    if (missed > 0) {
      throw new IllegalStateException("for " + missed + " cycles no worker was free");
    }
    return this;
  }
}
