package dev.guildhall.calibration;

import dev.guildhall.psychometrics.WeightedKappa;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How somebody's grades agree with known ones.
 *
 * @param kappa null: too few to say, or chance alone would agree on all
 * @param exact the share that was met exactly
 * @param adjacent the share that was met, or missed by one
 */
record Agreement(@Nullable WeightedKappa kappa, double exact, double adjacent) {

  /**
   * Grades of one kind: so many times, on lines with that best grade, {@code given} where {@code
   * known} is right.
   */
  record Cell(int max, int given, int known, int count) {}

  /** Empty without grades. Kappa is of the lines with that best grade of which there are most. */
  static Optional<Agreement> of(List<Cell> cells) {
    int all = sum(cells);
    if (all == 0) {
      return Optional.empty();
    }
    var byMax =
        cells.stream().collect(Collectors.groupingBy(Cell::max, TreeMap::new, Collectors.toList()));
    var usual =
        byMax.entrySet().stream()
            .max(Comparator.comparingInt((Map.Entry<Integer, List<Cell>> e) -> sum(e.getValue())))
            .orElseThrow();
    return Optional.of(
        new Agreement(
            kappa(usual.getKey(), usual.getValue()),
            (double) within(cells, 0) / all,
            (double) within(cells, 1) / all));
  }

  private static int sum(List<Cell> cells) {
    return cells.stream().mapToInt(Cell::count).sum();
  }

  private static int within(List<Cell> cells, int distance) {
    return sum(
        cells.stream().filter(cell -> Math.abs(cell.given() - cell.known()) <= distance).toList());
  }

  private static @Nullable WeightedKappa kappa(int max, List<Cell> cells) {
    int[] given = new int[sum(cells)];
    int[] known = new int[given.length];
    int n = 0;
    for (Cell cell : cells) {
      for (int i = 0; i < cell.count(); i++) {
        given[n] = cell.given();
        known[n] = cell.known();
        n++;
      }
    }
    return WeightedKappa.of(given, known, max + 1).orElse(null);
  }
}
