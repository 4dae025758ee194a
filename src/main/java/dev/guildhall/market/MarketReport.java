package dev.guildhall.market;

import dev.guildhall.market.MarketTrial.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a trial: {@code summary.json}, and {@code report.html}, which needs nothing but itself.
 */
public final class MarketReport {

  private static final int WIDTH = 640;
  private static final int LEFT = 210;
  private static final int ROW = 26;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Simulated market</title>
      <style>
      :root { color-scheme: light dark; --ink: light-dark(#1b1b1f, #ececf1); --dot: light-dark(#2f6f5e, #7cc4ad); }
      body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .2rem; }
      p { margin: .3rem 0; }
      svg { width: 100%%; height: auto; }
      svg text { font-size: 12px; fill: currentColor; }
      svg .dot { fill: var(--dot); } svg .span { stroke: var(--dot); stroke-width: 3; }
      svg .axis { stroke: currentColor; opacity: .35; }
      </style>
      </head>
      <body>
      <h1>Simulated market, seed %d</h1>
      <p>%s</p>
      <p>Points are means over the replications, lines their 95 %% intervals by Student's t. After each stands the
      difference to the first way, on the same people, hours and batches; a star: its interval excludes zero.</p>
      %s
      </body>
      </html>
      """;

  private final Result result;

  private MarketReport(Result result) {
    this.result = result;
  }

  public static void write(Path folder, Result result) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("summary.json"), MarketSummary.of(result));
      Files.writeString(folder.resolve("report.html"), new MarketReport(result).page());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder, e);
    }
  }

  private String page() {
    var plots = new StringBuilder();
    for (Measure measure : Measure.values()) {
      plots.append("<h2>").append(measure.text()).append(", ").append(measure.unit());
      plots.append(
          switch (measure.better()) {
            case UP -> "; more is better</h2>";
            case DOWN -> "; less is better</h2>";
            case NONE -> "</h2>";
          });
      plots.append(plot(measure));
    }
    var setting = result.setting();
    return PAGE.formatted(
        result.seed(),
        format(
            "%d replications of %d days with %,d workers, %d newcomers a day, %.1f %% of all with a script, and %,.0f submissions wanted.",
            setting.replications(),
            setting.days(),
            setting.workers(),
            setting.newcomersPerDay(),
            setting.scriptPermille() / 10.0,
            result.tasks()),
        plots);
  }

  private String plot(Measure measure) {
    var own = result.schemes().values().stream().map(one -> interval(one.own(), measure)).toList();
    double low = own.stream().mapToDouble(Interval::low).min().orElse(0);
    double high = own.stream().mapToDouble(Interval::high).max().orElse(1);
    double unit = (WIDTH - LEFT - 150) / Math.max(1e-9, high - low);
    int height = ROW * own.size() + 8;
    var svg =
        new StringBuilder(
            format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, height, measure.wire()));
    svg.append(format("<path class=\"axis\" d=\"M%d 0 V%d\"/>", LEFT, height));
    int row = 0;
    for (var one : result.schemes().entrySet()) {
      var it = interval(one.getValue().own(), measure);
      var against = interval(one.getValue().against(), measure);
      int y = ROW * row + ROW / 2 + 4;
      svg.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
              LEFT - 8, y + 4, one.getKey().name().replace('_', ' ')));
      svg.append(
          format(
              "<path class=\"span\" d=\"M%.1f %d H%.1f\"/><circle class=\"dot\" cx=\"%.1f\" cy=\"%d\" r=\"5\"/>",
              LEFT + (it.low() - low) * unit,
              y,
              LEFT + (it.high() - low) * unit,
              LEFT + (it.mean() - low) * unit,
              y));
      svg.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s%s</text>",
              WIDTH,
              y + 4,
              shown(it.mean()),
              row == 0
                  ? ""
                  : format(
                      " (%s%s%s)",
                      against.mean() < 0 ? "" : "+",
                      shown(against.mean()),
                      against.excludesZero() ? " *" : "")));
      row++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static Interval interval(java.util.Map<Measure, Interval> of, Measure measure) {
    return of.getOrDefault(measure, new Interval(0, 0, 0));
  }

  /** The result in short, for a terminal. */
  public static String text(Result result) {
    var text = new StringBuilder();
    for (Measure measure : Measure.values()) {
      text.append(format("%s (%s)%n", measure.text(), measure.unit()));
      result
          .schemes()
          .forEach(
              (scheme, figures) -> {
                var own = interval(figures.own(), measure);
                var against = interval(figures.against(), measure);
                text.append(
                    format(
                        "  %-18s %10s  [%s, %s]   difference %s [%s, %s]%s%n",
                        scheme.name(),
                        shown(own.mean()),
                        shown(own.low()),
                        shown(own.high()),
                        shown(against.mean()),
                        shown(against.low()),
                        shown(against.high()),
                        against.excludesZero() ? " *" : ""));
              });
    }
    return text.toString();
  }

  private static String shown(double value) {
    return format(
        Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
