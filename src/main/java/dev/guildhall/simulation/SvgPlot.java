package dev.guildhall.simulation;

import java.util.Locale;

/** Small plots as inline SVG, coloured by the page's style. */
final class SvgPlot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 200;
  private static final int LEFT = 52;
  private static final int BOTTOM = 24;
  private static final int TOP = 10;

  private SvgPlot() {}

  /**
   * Bars side by side.
   *
   * @param from what the left edge stands for
   * @param to what the right edge stands for
   */
  static String bars(double[] values, double from, double to, String unit, String title) {
    double most = Math.max(1e-9, max(values));
    double width = (double) (WIDTH - LEFT) / Math.max(1, values.length);
    var svg = open(title);
    for (int i = 0; i < values.length; i++) {
      double height = values[i] / most * (HEIGHT - BOTTOM - TOP);
      svg.append(
          format(
              "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              LEFT + i * width, HEIGHT - BOTTOM - height, Math.max(1, width - 1), height));
    }
    return axes(svg, most, from, to, unit);
  }

  /**
   * How many of {@code sorted} fall into each of {@code parts} equal parts between 0 and {@code
   * to}.
   */
  static double[] histogram(double[] sorted, int parts, double to) {
    var counts = new double[parts];
    for (double value : sorted) {
      if (to > 0) {
        counts[Math.clamp((int) (value / to * parts), 0, parts - 1)]++;
      }
    }
    return counts;
  }

  private static StringBuilder open(String title) {
    return new StringBuilder(
        format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, title));
  }

  private static String axes(StringBuilder svg, double most, double from, double to, String unit) {
    int ground = HEIGHT - BOTTOM;
    svg.append(format("<path class=\"axis\" d=\"M%d %d H%d\"/>", LEFT, ground, WIDTH));
    svg.append(text(LEFT - 6, TOP + 8, "end", number(most)));
    svg.append(text(LEFT - 6, ground, "end", "0"));
    svg.append(text(LEFT, HEIGHT - 6, "start", number(from) + ' ' + unit));
    svg.append(text(WIDTH, HEIGHT - 6, "end", number(to) + ' ' + unit));
    return svg.append("</svg>").toString();
  }

  private static String text(int x, int y, String anchor, String words) {
    return format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private static double max(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  /** With as many decimals as its size deserves. */
  static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? format("%,.0f", value)
        : format(value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
