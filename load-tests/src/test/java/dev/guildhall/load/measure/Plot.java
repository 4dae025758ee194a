package dev.guildhall.load.measure;

import dev.guildhall.load.measure.Figures.Curves;
import dev.guildhall.load.measure.Figures.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws as SVG that takes its colours and its width from the page. */
final class Plot {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 42;
  private static final int STEPS = 5;

  private Plot() {}

  /** Lines over one axis, each from zero, with a legend. */
  static String lines(Curves curves) {
    double right = most(curves, Point::x);
    double top = most(curves, Point::y);
    var svg = new StringBuilder(open(HEIGHT));
    for (int step = 0; step <= STEPS; step++) {
      svg.append(grid(step, right * step / STEPS, top * step / STEPS));
    }
    int number = 0;
    for (Map.Entry<String, List<Point>> line : curves.lines().entrySet()) {
      svg.append(polyline(line.getValue(), number++, right, top));
    }
    svg.append(text(WIDTH - RIGHT, HEIGHT - 6, "end", curves.x()));
    return svg.append("</svg>") + legend(curves);
  }

  private static double most(Curves curves, java.util.function.ToDoubleFunction<Point> of) {
    double most =
        curves.lines().values().stream().flatMap(List::stream).mapToDouble(of).max().orElse(1);
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
    return Math.ceil(most / unit * 2) / 2 * unit;
  }

  private static String grid(int step, double x, double y) {
    double down = HEIGHT - BOTTOM - (double) step / STEPS * (HEIGHT - TOP - BOTTOM);
    double across = LEFT + (double) step / STEPS * (WIDTH - LEFT - RIGHT);
    return format(
            "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>",
            LEFT, WIDTH - RIGHT, down, down)
        + text(LEFT - 6, down + 4, "end", number(y))
        + text(across, HEIGHT - BOTTOM + 16, step == STEPS ? "end" : "middle", number(x));
  }

  private static String polyline(List<Point> points, int number, double right, double top) {
    String path =
        points.stream()
            .sorted(java.util.Comparator.comparingDouble(Point::x))
            .map(
                point ->
                    format(
                        "%.1f,%.1f",
                        LEFT + point.x() / right * (WIDTH - LEFT - RIGHT),
                        HEIGHT - BOTTOM - point.y() / top * (HEIGHT - TOP - BOTTOM)))
            .collect(Collectors.joining(" "));
    return format("<polyline class='line c%d' points='%s'/>", number, path);
  }

  private static String legend(Curves curves) {
    var legend = new StringBuilder("<p class='legend'>");
    int number = 0;
    for (String line : curves.lines().keySet()) {
      legend.append(format("<span class='c%d'>%s</span> ", number++, escape(line)));
    }
    return legend.append(escape("(" + curves.y() + ")")).append("</p>").toString();
  }

  /** How far a figure is from its goal: a bar, and a mark where the goal stands. */
  static String againstGoal(double value, double goal, boolean isReached) {
    double end = 1.15 * Math.max(value, goal);
    int width = 240;
    double bar = end == 0 ? 0 : value / end * width;
    double mark = end == 0 ? 0 : goal / end * width;
    return format(
        "<svg viewBox='0 0 %d 22' role='img' aria-label='bar'><rect class='ground' width='%d' height='22' rx='3'/>"
            + "<rect class='%s' width='%.1f' y='4' height='14' rx='2'/><line class='mark' x1='%.1f' x2='%.1f' y1='0' y2='22'/></svg>",
        width, width, isReached ? "good" : "short", bar, mark, mark);
  }

  /** Bars with their names and values. */
  static String bars(Map<String, Double> values) {
    int row = 30;
    int names = 168;
    double most = values.values().stream().mapToDouble(it -> it).max().orElse(1);
    var svg = new StringBuilder(open(values.size() * row + 6));
    int y = 4;
    for (Map.Entry<String, Double> bar : values.entrySet()) {
      double width = bar.getValue() / most * (WIDTH - names - 56);
      svg.append(text(names - 8, y + 15, "end", bar.getKey()))
          .append(
              format(
                  "<rect class='bar' x='%d' y='%d' width='%.1f' height='20' rx='3'/>",
                  names, y, width))
          .append(text(names + width + 6, y + 15, "start", number(bar.getValue())));
      y += row;
    }
    return svg.append("</svg>").toString();
  }

  private static String open(int height) {
    return format("<svg viewBox='0 0 %d %d' role='img' aria-label='plot'>", WIDTH, height);
  }

  private static String text(double x, double y, String anchor, String text) {
    return format("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escape(text));
  }

  /** For people: few digits, thousands apart. */
  static String number(double value) {
    double size = Math.abs(value);
    return size >= 100 || value == Math.rint(value)
        ? format("%,.0f", value)
        : size >= 10 ? format("%.1f", value) : format("%.2f", value);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
