package dev.guildhall.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guildhall.load.market.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The last measured figures, in {@code results/figures.json}: numbers by name, each with the
 * samples it is the median of, and curves by name. What is measured again replaces what was.
 */
public final class Figures {

  private static final Path FILE = Settings.FOLDER.resolve("results/figures.json");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String NUMBERS = "figures";
  private static final String CURVES = "curves";

  private Figures() {}

  /**
   * A measured number.
   *
   * @param value the median of the samples
   * @param how sizes and circumstances, for the reader
   */
  record Figure(double value, String unit, List<Double> samples, String how, String at) {}

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /** Curves over one axis. */
  public record Curves(String x, String y, Map<String, List<Point>> lines, String at) {}

  /** Records the median of the samples, and says it. */
  public static void record(String name, String unit, String how, double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double median =
        sorted.length % 2 == 1
            ? sorted[sorted.length / 2]
            : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    System.out.println(
        String.format(Locale.ROOT, "%-32s %12.4g %s  %s", name, median, unit, how).stripTrailing());
    write(
        NUMBERS,
        name,
        new Figure(
            rounded(median),
            unit,
            Arrays.stream(samples).map(Figures::rounded).boxed().toList(),
            how,
            now()));
  }

  public static void record(String name, String x, String y, Map<String, List<Point>> lines) {
    write(CURVES, name, new Curves(x, y, lines, now()));
  }

  static Optional<Figure> figure(String name) {
    return Optional.ofNullable(read().path(NUMBERS).get(name))
        .map(node -> JSON.convertValue(node, Figure.class));
  }

  static Optional<Curves> curves(String name) {
    return Optional.ofNullable(read().path(CURVES).get(name))
        .map(node -> JSON.convertValue(node, Curves.class));
  }

  static List<String> names() {
    Iterator<String> names = read().path(NUMBERS).fieldNames();
    return java.util.stream.StreamSupport.stream(
            ((Iterable<String>) () -> names).spliterator(), false)
        .sorted()
        .toList();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** To four digits that mean something. */
  private static double rounded(double value) {
    return Double.isFinite(value)
        ? new java.math.BigDecimal(value).round(new java.math.MathContext(4)).doubleValue()
        : value;
  }

  private static void write(String kind, String name, Object value) {
    var all = read();
    all.withObject("/" + kind).set(name, JSON.valueToTree(value));
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, JSON.writeValueAsString(JSON.treeToValue(all, Map.class)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read() {
    try {
      JsonNode all = Files.exists(FILE) ? JSON.readTree(FILE.toFile()) : JSON.createObjectNode();
      return (ObjectNode) all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
