package dev.guildhall.item;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what people grade an answer.
 *
 * @param tolerance how far two grades of a line may be apart before a third person decides
 */
public record GradingRubric(List<Line> lines, double tolerance) {

  /**
   * One thing that is graded, from 0 to {@code max}.
   *
   * @param pass a grade below it fails the line, and needs a reason and evidence
   * @param weight in the score of the answer
   * @param anchors what an answer with that grade looks like, by grade
   */
  public record Line(
      String key,
      String title,
      @Nullable String description,
      int max,
      int pass,
      double weight,
      Map<Integer, String> anchors) {}

  private record Wire(List<WireLine> lines, @Nullable Double tolerance) {}

  private record WireLine(
      String key,
      String title,
      @Nullable String description,
      int max,
      int pass,
      @Nullable Double weight,
      Map<Integer, String> anchors) {}

  /** Reads the contract's {@code GradingRubric}. */
  public static GradingRubric parse(JsonObject json) {
    var wire = StrictJson.convert(json, Wire.class);
    return new GradingRubric(
        wire.lines().stream()
            .map(
                line ->
                    new Line(
                        line.key(),
                        line.title(),
                        line.description(),
                        line.max(),
                        line.pass(),
                        line.weight() == null ? 1 : line.weight(),
                        Map.copyOf(line.anchors())))
            .toList(),
        wire.tolerance() == null ? 1 : wire.tolerance());
  }

  /**
   * The score of an answer with these grades, 0 to 1: the weighted mean of each line's part of its
   * maximum.
   */
  public double score(Map<String, Double> grades) {
    double sum = 0;
    double weights = 0;
    for (Line line : lines) {
      sum += line.weight() * grades.getOrDefault(line.key(), 0.0) / line.max();
      weights += line.weight();
    }
    return sum / weights;
  }
}
