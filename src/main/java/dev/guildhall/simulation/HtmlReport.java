package dev.guildhall.simulation;

import static dev.guildhall.simulation.SvgPlot.number;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a simulation: one page that needs nothing but itself. */
final class HtmlReport {

  private static final int PARTS = 60;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Simulation: %1$s</title>
      <style>
      :root { color-scheme: light dark; --ink: light-dark(#1b1b1f, #ececf1); --bar: light-dark(#2f6f5e, #7cc4ad); }
      body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; margin-bottom: .2rem; }
      h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; width: 100%%; font-variant-numeric: tabular-nums; }
      td, th { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
      td + td { text-align: right; }
      svg { width: 100%%; height: auto; }
      svg .bar { fill: var(--bar); }
      svg .axis { stroke: currentColor; opacity: .4; }
      svg text { font-size: 11px; fill: currentColor; opacity: .75; }
      .good { color: light-dark(#1d6b43, #7fd6a8); } .bad { color: light-dark(#a3262f, #ff9aa2); font-weight: 600; }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      <p class="%2$s">%3$s</p>
      %4$s
      </body>
      </html>
      """;

  private final SimulationResult result;

  private HtmlReport(SimulationResult result) {
    this.result = result;
  }

  static void write(Path file, SimulationResult result) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, new HtmlReport(result).page());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file, e);
    }
  }

  private String page() {
    var body =
        String.join(
            "\n", counts(), throughput(), latencies(), agreement(), earnings(), checks(), errors());
    return PAGE.formatted(
        escaped(result.data().name()),
        result.good() ? "good" : "bad",
        result.good()
            ? "Every answer arrived, was accepted, paid and delivered; every check holds."
            : "Not everything went through; see the counts, checks and errors below.",
        body);
  }

  private String counts() {
    var run = result.run();
    var data = result.data();
    return section("Counts")
        + table(
            row("Tasks", data.tasks().size()),
            row("Workers", data.workers().size()),
            row("Answers in the data", data.votes().size()),
            row("Duplicates left out", data.duplicates()),
            row("Sent in this run", run.sentNow()),
            row("Sent in an earlier run", run.sentEarlier()),
            row("Answers that found no task", run.missing()),
            row("Requests sent again", result.repeated()),
            row("Working at the same time", result.concurrency()));
  }

  private String throughput() {
    var throughput = result.run().throughput();
    double seconds = throughput.seconds();
    double rate = seconds == 0 ? 0 : result.run().sentNow() / seconds;
    return section("Submissions per second, %s on average".formatted(number(rate)))
        + SvgPlot.bars(
            throughput.perSecond(PARTS), 0, seconds, "s", "Submissions per second over the run");
  }

  private String latencies() {
    return latency("Claim", result.run().claims())
        + latency("Draft", result.run().drafts())
        + latency("Submit", result.run().submits());
  }

  private static String latency(String request, LatencyRecorder recorder) {
    double[] millis = recorder.sortedMillis();
    if (millis.length == 0) {
      return "";
    }
    double p99 = LatencyRecorder.percentile(millis, 0.99);
    double[] shown = java.util.Arrays.stream(millis).filter(it -> it <= p99).toArray();
    return section(request + ": how long an answer took, up to the 99th percentile")
        + SvgPlot.bars(
            SvgPlot.histogram(shown, PARTS, p99), 0, p99, "ms", request + " latency histogram")
        + table(
            row("Requests", millis.length),
            row("Median", millis(millis, 0.5)),
            row("95th percentile", millis(millis, 0.95)),
            row("99th percentile", millis(millis, 0.99)),
            row("Slowest", number(millis[millis.length - 1]) + " ms"));
  }

  private static String millis(double[] sorted, double share) {
    return number(LatencyRecorder.percentile(sorted, share)) + " ms";
  }

  private String agreement() {
    var rows = new ArrayList<String>();
    rows.add(
        row(
            "Krippendorff's alpha (nominal), from the results",
            result.alpha().isPresent()
                ? String.format(Locale.ROOT, "%.4f", result.alpha().getAsDouble())
                : "not defined"));
    var told = result.progress().getDouble("agreement");
    rows.add(
        row(
            "The same as the server tells it",
            told == null ? "not told" : String.format(Locale.ROOT, "%.4f", told)));
    var accuracy = result.accuracy();
    if (accuracy.known() > 0) {
      rows.add(
          row(
              "Majority right, of %d tasks with a known answer".formatted(accuracy.known()),
              String.format(Locale.ROOT, "%.1f %%", 100.0 * accuracy.right() / accuracy.known())));
    }
    return section("Agreement") + table(rows.toArray(String[]::new));
  }

  private String earnings() {
    double[] sums =
        result.run().earnings().values().stream().mapToDouble(it -> it).sorted().toArray();
    if (sums.length == 0) {
      return "";
    }
    double most = sums[sums.length - 1];
    double total = java.util.Arrays.stream(sums).sum();
    return section("Earnings: how many workers earned how much")
        + SvgPlot.bars(
            SvgPlot.histogram(sums, PARTS, most), 0, most, "USD", "Earnings by worker histogram")
        + table(
            row("All workers", String.format(Locale.ROOT, "%,.2f USD", total)),
            row("Median", number(LatencyRecorder.percentile(sums, 0.5)) + " USD"),
            row("Most", number(most) + " USD"));
  }

  private String checks() {
    var rows = new ArrayList<String>();
    for (var check : result.checks()) {
      rows.add(
          row(
              check.what(),
              "<span class=\"%s\">%s</span>"
                  .formatted(check.good() ? "good" : "bad", escaped(check.detail()))));
    }
    var delivery = result.delivery();
    rows.add(row("Delivery", escaped(delivery.getString("state"))));
    if (delivery.getString("manifest_sha256") != null) {
      rows.add(row("Its manifest, SHA-256", escaped(delivery.getString("manifest_sha256"))));
    }
    return section("Checks") + table(rows.toArray(String[]::new));
  }

  private String errors() {
    List<String> rows =
        result.run().errors().entrySet().stream()
            .map(entry -> row(escaped(entry.getKey()), entry.getValue()))
            .toList();
    return rows.isEmpty() ? "" : section("Errors") + table(rows.toArray(String[]::new));
  }

  private static String section(String title) {
    return "<h2>" + escaped(title) + "</h2>\n";
  }

  private static String table(String... rows) {
    return "<table>" + String.join("\n", rows) + "</table>\n";
  }

  private static String row(String what, Object value) {
    String shown =
        value instanceof Number count
            ? String.format(Locale.ROOT, "%,d", count.longValue())
            : value.toString();
    return "<tr><td>" + what + "</td><td>" + shown + "</td></tr>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
