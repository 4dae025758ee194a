package dev.guildhall.load.measure;

import dev.guildhall.load.market.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Every Gatling scenario, each against a server of its own: what fails, and what requests take. All
 * of them end with the invariants of the market.
 */
final class ScenariosPart implements Part {

  private static final String COLUMN = "\\|\\s*([-\\d.,]+)";
  private static final Pattern FAILED =
      Pattern.compile("> request count .*\\|.*\\|.*" + COLUMN + "\\s*$", Pattern.MULTILINE);
  private static final Pattern BROKEN = Pattern.compile(": false \\(actual");
  private static final Pattern RATE = Pattern.compile("> mean throughput \\(rps\\)\\s*" + COLUMN);
  private static final Pattern P99 =
      Pattern.compile("> response time 99th percentile \\(ms\\)\\s*" + COLUMN);
  private static final Set<String> CHOSEN = Set.of(System.getProperty("scenarios", "").split(","));

  @Override
  public void measure() throws Exception {
    var broken = new ArrayList<String>();
    for (Scenario scenario : Scenario.ALL) {
      if ((CHOSEN.contains("") || CHOSEN.contains(scenario.simulation())) && !run(scenario)) {
        broken.add(scenario.name());
      }
    }
    if (!broken.isEmpty()) {
      throw new IllegalStateException("these scenarios did not hold: " + broken);
    }
  }

  /** Whether its assertions held. */
  private static boolean run(Scenario scenario) throws Exception {
    var results = Settings.FOLDER.resolve("target/measure/gatling-" + scenario.simulation());
    try (var server = TestedServer.start(scenario.simulation(), scenario.passwords())) {
      var options =
          new ArrayList<>(
              List.of(
                  "-Xmx1g",
                  "--add-opens=java.base/java.lang=ALL-UNNAMED",
                  "-Dserver=" + server.url(),
                  "-Dhome=" + server.home(),
                  "-Dload.folder=" + Settings.FOLDER));
      var sizes = new TreeMap<String, Integer>();
      scenario.settings().keySet().forEach(it -> sizes.put(it, scenario.size(it)));
      sizes.forEach((setting, size) -> options.add("-D" + setting + "=" + size));
      var processors = Processors.watch(server);
      var gatling =
          Child.java(
              "java",
              options,
              "io.gatling.app.Gatling",
              "-s",
              "dev.guildhall.load." + scenario.simulation(),
              "-rf",
              results.toString());
      var said = new String(gatling.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(results.resolveSibling("gatling-" + scenario.simulation() + ".log"), said);
      boolean held = gatling.waitFor() == 0;
      if (!held) {
        System.out.println(said);
      }
      record(scenario, sizes + "; processors: " + processors.shares(), said);
      return held;
    }
  }

  private static void record(Scenario scenario, String how, String said) {
    String name = "scenario." + scenario.name();
    Figures.record(name + ".broken", "assertions", how, BROKEN.matcher(said).results().count());
    Figures.record(name + ".failed", "requests", how, number(said, FAILED));
    Figures.record(name + ".rate", "requests per s", how, number(said, RATE));
    Figures.record(name + ".p99", "ms", "of all requests", number(said, P99));
  }

  /** A number of the summary that Gatling ends with; nothing at all is a dash there. */
  private static double number(String said, Pattern line) {
    var found = line.matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("Gatling gave no summary: " + said);
    }
    String text = found.group(1).replace(",", "");
    return text.equals("-") ? 0 : Double.parseDouble(text);
  }
}
