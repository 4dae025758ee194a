package dev.guildhall.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guildhall.load.market.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every Gatling scenario, each against a server of its own: what fails, and what requests take. All
 * of them end with the invariants of the market.
 */
final class ScenariosPart implements Part {

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
      record(scenario, sizes + "; processors: " + processors.shares(), statistics(results));
      return held;
    }
  }

  private static void record(Scenario scenario, String how, JsonNode statistics) {
    String name = "scenario." + scenario.name();
    Figures.record(
        name + ".failed",
        "requests",
        how,
        statistics.get("stats").get("numberOfRequests").get("ko").asDouble());
    for (JsonNode kind : statistics.get("contents")) {
      var stats = kind.get("stats");
      Figures.record(
          name + "." + stats.get("name").asText() + ".p99",
          "ms",
          stats.get("numberOfRequests").get("total").asLong() + " requests",
          stats.get("percentiles4").get("total").asDouble());
    }
  }

  private static JsonNode statistics(Path results) throws IOException {
    try (var runs = Files.list(results)) {
      var last = runs.max(Comparator.comparing(Path::getFileName)).orElseThrow();
      return new ObjectMapper().readTree(last.resolve("js/stats.json").toFile());
    }
  }
}
