package dev.guildhall.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which program took how much of the machine's processors, as Linux counts it; elsewhere it says
 * nothing. A load generator that takes much of them is itself what is measured.
 */
final class Processors {

  private static final double TICKS_PER_SECOND = 100;
  private static final int AFTER_NAME_USER = 11;

  private final TestedServer server;
  private final Map<String, Double> before;
  private final long begun = System.nanoTime();

  private Processors(TestedServer server) {
    this.server = server;
    this.before = seconds();
  }

  static Processors watch(TestedServer server) {
    return new Processors(server);
  }

  /** Shares of all processors since the watch began, such as {@code server 52 %, load 20 %}. */
  String shares() {
    double all = (System.nanoTime() - begun) / 1e9 * Runtime.getRuntime().availableProcessors();
    return seconds().entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    entry.getKey(),
                    100 * (entry.getValue() - before.getOrDefault(entry.getKey(), 0.0)) / all))
        .collect(Collectors.joining(", "));
  }

  private Map<String, Double> seconds() {
    var found = new TreeMap<String, Double>();
    server.process().descendants().forEach(it -> add(found, it, "server"));
    add(found, server.process(), "server");
    add(found, ProcessHandle.current(), "load");
    ProcessHandle.current()
        .descendants()
        .filter(it -> !ofServer(it))
        .forEach(it -> add(found, it, "load"));
    return found;
  }

  private boolean ofServer(ProcessHandle process) {
    return Stream.iterate(process, it -> it.parent().orElse(null))
        .takeWhile(java.util.Objects::nonNull)
        .anyMatch(server.process()::equals);
  }

  private static void add(Map<String, Double> found, ProcessHandle process, String who) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
      String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ");
      // A load that was a process of its own and has ended counts as time of ours.
      int figures = process.equals(ProcessHandle.current()) ? 4 : 2;
      double ticks =
          Arrays.stream(rest, AFTER_NAME_USER, AFTER_NAME_USER + figures)
              .mapToDouble(Double::parseDouble)
              .sum();
      String whose = name.startsWith("postgres") || name.startsWith("redis") ? store(name) : who;
      found.merge(whose, ticks / TICKS_PER_SECOND, Double::sum);
    } catch (IOException e) {
      // It has ended, or this is not Linux.
    }
  }

  private static String store(String name) {
    return name.startsWith("postgres") ? "postgres" : "redis";
  }
}
