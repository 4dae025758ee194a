package dev.guildhall.calibration;

import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.psychometrics.DriftAlarm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a reviewer's drift alarm stands.
 *
 * @param recent by how many grades the last papers with known grades were off, oldest first
 */
record Drift(DriftAlarm alarm, List<Double> recent) {

  static final Drift NONE = new Drift(DriftAlarm.NONE, List.of());

  private static final int MOST_RECENT = 10;

  // Of a good reviewer's grade about the known one: what comes of whole grades in any case, and a
  // part of the scale; about 0.65 on a line from 0 to 4, where two of three are exactly met.
  private static final double WHOLE_GRADES = 0.15;
  private static final double OF_SCALE = 0.13;
  // What makes one line of a paper too mild often makes the next one so.
  private static final double LINES_ALIKE = 0.5;

  /**
   * A paper whose grades are known.
   *
   * @param off by how many grades the reviewer's are higher, on average over the lines
   * @param spread what that differs in, of a good reviewer
   */
  record Known(double off, double spread) {

    static Known of(List<GivenGrade> lines) {
      double off = 0;
      double variance = 0;
      for (GivenGrade line : lines) {
        Integer known = line.known();
        off += known == null ? 0 : line.grade() - known;
        variance += WHOLE_GRADES + Math.pow(OF_SCALE * line.max(), 2);
      }
      int n = lines.size();
      return new Known(off / n, Math.sqrt(variance / n * (1 + (n - 1) * LINES_ALIKE) / n));
    }
  }

  /**
   * After another paper. What is known of the reviewer's severity is allowed for up to half a
   * standard deviation: grades are corrected by it, so a reviewer is not stopped for it.
   *
   * @param fairShift what an average reviewer gives more than this one, in grades
   */
  Drift after(Known paper, double fairShift) {
    double usual = Math.clamp(fairShift, -paper.spread() / 2, paper.spread() / 2);
    return new Drift(
        alarm.after((paper.off() + usual) / paper.spread()),
        Stream.concat(
                recent.stream().skip(Math.max(0, recent.size() + 1 - MOST_RECENT)),
                Stream.of(paper.off()))
            .toList());
  }

  /**
   * What the reviewer has become. Where the grades are far off, their spread alarms first; but what
   * is off mostly to one side is named so.
   */
  Optional<DriftAlarm.Drift> found() {
    double shift = Math.max(alarm.severe(), alarm.lenient());
    return alarm
        .drift()
        .map(
            drift -> {
              if (drift != DriftAlarm.Drift.ERRATIC || shift < alarm.erratic() / 2) {
                return drift;
              }
              return alarm.severe() > alarm.lenient()
                  ? DriftAlarm.Drift.SEVERE
                  : DriftAlarm.Drift.LENIENT;
            });
  }

  /** The mean of the last papers. */
  double recentOff() {
    return recent.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The mean distance of the last papers. */
  double recentDistance() {
    return recent.stream().mapToDouble(Math::abs).average().orElse(0);
  }

  /** Reads {@link #json}. */
  static Drift parse(JsonObject json) {
    return new Drift(
        new DriftAlarm(
            json.getDouble("severe"),
            json.getDouble("lenient"),
            json.getDouble("erratic"),
            json.getInteger("papers")),
        json.getJsonArray("recent").stream().map(off -> ((Number) off).doubleValue()).toList());
  }

  /** As {@code reviewer.drift} keeps it. */
  JsonObject json() {
    return new JsonObject()
        .put("severe", alarm.severe())
        .put("lenient", alarm.lenient())
        .put("erratic", alarm.erratic())
        .put("papers", alarm.papers())
        .put("recent", new JsonArray(recent));
  }
}
