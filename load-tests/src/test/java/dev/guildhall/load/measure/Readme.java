package dev.guildhall.load.measure;

import dev.guildhall.load.market.Settings;
import dev.guildhall.load.measure.Figures.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** The table of goals in the README, which stands between two marks. */
final class Readme {

  private static final String BEGIN = "<!-- figures: written by Measure -->\n";
  private static final String END = "<!-- end of figures -->";

  private Readme() {}

  static void write() throws IOException {
    var file = Settings.FOLDER.resolve("README.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IOException(file + " has no place for the figures");
    }
    Files.writeString(file, text.substring(0, begin) + table() + text.substring(end));
  }

  private static String table() {
    return "| line | goal | figure | reached | `-Dparts=` |\n|---|---|---|---|---|\n"
        + Goal.ALL.stream().map(Readme::row).collect(Collectors.joining());
  }

  private static String row(Goal goal) {
    var figure = Figures.figure(goal.figure());
    return "| %s | %s | %s | %s | `%s` |\n"
        .formatted(
            goal.line(),
            bound(goal),
            figure.map(Readme::value).orElse("not measured"),
            figure.map(it -> goal.isReached(it.value()) ? "yes" : "**no**").orElse(""),
            goal.part());
  }

  static String value(Figure figure) {
    return Plot.number(figure.value()) + ' ' + figure.unit();
  }

  static String bound(Goal goal) {
    if (goal.bound() == 0) {
      return "none";
    }
    return (goal.isLeast() ? "≥ " : "≤ ") + Plot.number(goal.bound()) + ' ' + goal.unit();
  }
}
