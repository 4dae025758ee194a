package dev.guildhall.nemesis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of a run, in words. */
record Report(
    long seed,
    Duration took,
    Nemesis nemesis,
    Tally tally,
    int hits,
    HistoryCheck.Result checked,
    long leaked,
    int audit,
    Path auditOutput,
    List<String> uncaught) {

  @Override
  public String toString() {
    var text = new StringBuilder();
    line(text, "seed %d, %d s", seed, took.toSeconds());
    line(
        text,
        "%d faults of %d kinds (%d known here)",
        nemesis.done().size(),
        nemesis.done().stream().distinct().count(),
        nemesis.kinds());
    faults(text);
    line(text, "%d messages were cut as aimed at", hits);
    line(
        text,
        "%d operations; %d requests sent, %d without an answer, %d told to come again",
        tally.operations(),
        tally.sentInAll(),
        tally.unheardInAll(),
        tally.unavailableInAll());
    tally.answers().forEach((answer, count) -> line(text, "  %-20s %d", answer, count));
    line(
        text,
        "answered within: median %d ms, 95 %% %d ms, 99 %% %d ms, all %d ms",
        tally.percentile(0.5).toMillis(),
        tally.percentile(0.95).toMillis(),
        tally.percentile(0.99).toMillis(),
        tally.percentile(1).toMillis());
    line(text, "seconds in which something was answered: %.2f %%", 100 * tally.secondsServed());
    line(
        text,
        "%d leases ran out, the latest %.1f s after its grace; %d stranded",
        checked.expired(),
        checked.latestExpiry().toMillis() / 1000.0,
        checked.stranded());
    line(text, "connections never returned: %d", leaked);
    line(text, "doctor --audit: %d (%s)", audit, auditOutput);
    line(text, "unexpected in the nodes' logs: %s", uncaught);
    line(text, "violations: %d", checked.violations().size());
    checked.violations().stream().limit(40).forEach(one -> line(text, "  %s", one));
    return text.toString();
  }

  private void faults(StringBuilder text) {
    var times =
        nemesis.done().stream()
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    times.forEach((name, count) -> line(text, "  %3d x %s", count, name));
    line(text, "slowest recoveries:");
    nemesis.windows().stream()
        .sorted(Comparator.comparing(Window::recovery).reversed())
        .limit(8)
        .forEach(
            window ->
                line(
                    text,
                    "  %.1f s after %s",
                    window.recovery().toMillis() / 1000.0,
                    window.fault()));
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
