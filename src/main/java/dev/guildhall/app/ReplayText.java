package dev.guildhall.app;

import dev.guildhall.matching.PolicyReplay;
import dev.guildhall.matching.PolicyReplay.Report;
import java.util.Locale;

/** A replay in words. */
final class ReplayText {

  private static final String LIMITS =
      """
      What this tells: how the versions differ on choices that people really had.
      What it cannot tell: what would have come of it. People take what they are shown, so what was taken leans to the
      version that was in force; had another been in force, the pools would have been other ones; and of each choice
      only the best 20 by the version of that time were written down. `ranking compare` tells, and `simulate --dispatch`.""";

  private ReplayText() {}

  static String of(Report report) {
    if (report.decisions() == 0) {
      return "Nothing has been written down of claims in these days.";
    }
    var text =
        new StringBuilder(
            line(
                "%,d choices%s that stand for %,.0f claims; in %.0f %% the worker named the project, in %.1f %% what was taken is not listed.",
                report.decisions(),
                report.decisions() == PolicyReplay.MOST ? " (the newest)" : "",
                report.claims(),
                100 * report.namedShare(),
                100 * report.unlisted()));
    text.append(
        line(
            "Taken: expected quality %.3f, %.2f %s per hour.",
            report.takenSkill(), report.takenPerHour(), report.currency()));
    for (var it : report.lines()) {
      text.append(
          line(
              "v%d  taken stands at %.2f on average, first in %.1f %%, among three in %.1f %%; "
                  + "its first: quality %.3f, %.2f per hour; its first three: %.3f, %.2f",
              it.version(),
              it.position(),
              100 * it.first(),
              100 * it.amongTop(),
              it.skill(),
              it.perHour(),
              it.topSkill(),
              it.topPerHour()));
    }
    for (var it : report.agreements()) {
      text.append(
          line(
              "v%d and v%d put the same first in %.1f %% and have %.1f %% of their first three in common.",
              it.one(), it.other(), 100 * it.sameFirst(), 100 * it.sameTop()));
    }
    return text.append(LIMITS).toString();
  }

  private static String line(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values) + '\n';
  }
}
