package dev.guildhall.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's
 * Alpha-Reliability").
 */
final class Agreement {

  private Agreement() {}

  /**
   * Alpha over how often each value was given to each unit; units with one value say nothing. Empty
   * when no unit has two values, or all values are the same.
   */
  static OptionalDouble alpha(List<Map<String, Integer>> units) {
    double observed = 0;
    double values = 0;
    var totals = new HashMap<String, Double>();
    for (var unit : units) {
      double size = unit.values().stream().mapToInt(Integer::intValue).sum();
      if (size < 2) {
        continue;
      }
      values += size;
      double same = 0;
      for (var entry : unit.entrySet()) {
        double count = entry.getValue();
        same += count * (count - 1);
        totals.merge(entry.getKey(), count, Double::sum);
      }
      observed += (size * (size - 1) - same) / (size - 1);
    }
    double n = values;
    double sameByChance = totals.values().stream().mapToDouble(count -> count * (count - 1)).sum();
    double expected = n * (n - 1) - sameByChance;
    if (n < 2 || expected == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(1 - (n - 1) * observed / expected);
  }
}
