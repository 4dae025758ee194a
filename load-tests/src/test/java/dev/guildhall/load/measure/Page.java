package dev.guildhall.load.measure;

import dev.guildhall.load.market.Settings;
import dev.guildhall.load.measure.Figures.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the last measured figures, {@code results/index.html}: one file, nothing else. */
final class Page {

  private Page() {}

  static void write() throws IOException {
    var file = Settings.FOLDER.resolve("results/index.html");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        frame()
            .replace("<!-- goals -->", goals())
            .replace("<!-- rates -->", rates())
            .replace("<!-- latency -->", curves("latency"))
            .replace("<!-- overload -->", curves("overload"))
            .replace("<!-- drop -->", curves("drop"))
            .replace("<!-- all -->", all()));
  }

  private static String frame() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("/page.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String goals() {
    return Goal.ALL.stream().map(Page::goal).collect(Collectors.joining("\n"));
  }

  private static String goal(Goal goal) {
    var figure = Figures.figure(goal.figure());
    if (figure.isEmpty()) {
      return "<li><p><b>" + Plot.escape(goal.line()) + "</b></p><p>not measured</p></li>";
    }
    Figure it = figure.get();
    boolean isReached = goal.isReached(it.value());
    return "<li><p><b>%s</b></p>%s<p><strong class='%s'>%s</strong> · goal %s</p><p class='how'>%s</p></li>"
        .formatted(
            Plot.escape(goal.line()),
            Plot.againstGoal(it.value(), goal.bound(), isReached),
            isReached ? "reached" : "missed",
            Readme.value(it),
            Readme.bound(goal),
            Plot.escape(it.how()));
  }

  private static String rates() {
    Map<String, Double> rates = new LinkedHashMap<>();
    Figures.figure("cycle").ifPresent(it -> rates.put("Guildhall, everything on", it.value()));
    Figures.figure("cycle.bare").ifPresent(it -> rates.put("bare cycle over HTTP", it.value()));
    for (Rival rival : Rival.ALL) {
      Figures.figure("rival." + rival.name()).ifPresent(it -> rates.put(rival.name(), it.value()));
    }
    return rates.isEmpty() ? "<p>not measured</p>" : Plot.bars(rates);
  }

  private static String curves(String name) {
    return Figures.curves(name)
        .map(it -> Plot.lines(it) + "<p class='how'>" + it.at() + "</p>")
        .orElse("<p>not measured</p>");
  }

  private static String all() {
    return Figures.names().stream()
        .map(
            name -> {
              var it = Figures.figure(name).orElseThrow();
              return "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                  .formatted(Plot.escape(name), Readme.value(it), Plot.escape(it.how()), it.at());
            })
        .collect(Collectors.joining("\n"));
  }
}
