package dev.guildhall.item;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * How well the spans that somebody marked are those of the key.
 *
 * <p>Each span that was marked is matched with at most one of the key, so that the sum of what the
 * pairs are worth is greatest; of this sum the harmonic mean of precision and recall is taken, as
 * for named entities. So it neither helps to mark everything nor to mark one place under every
 * name.
 */
final class SpanMatch {

  // A name that does not fit halves what a span is worth.
  private static final double WRONG_FAILURE = 0.5;
  private static final double FULL = 0.5;
  private static final double NONE = 0.25;

  private SpanMatch() {}

  /** From 0 to 1. */
  static double score(List<JsonObject> right, List<JsonObject> given) {
    if (right.isEmpty() || given.isEmpty()) {
      return 0;
    }
    return 2 * greatest(right, given) / (right.size() + given.size());
  }

  /**
   * What a pair is worth. Two people seldom draw the same ends, so that the pair is whole from an
   * F-measure of {@value #FULL} on, and nothing up to {@value #NONE}. The measure weighs precision
   * twice as much as recall (van Rijsbergen, Information Retrieval, 1979, chapter 7, with beta one
   * half): to point at the wrong word of a sentence is to find it, to mark the page is not.
   */
  static double worth(JsonObject right, JsonObject given) {
    int overlap =
        Math.min(right.getInteger("end"), given.getInteger("end"))
            - Math.max(right.getInteger("start"), given.getInteger("start"));
    if (overlap <= 0) {
      return 0;
    }
    double measure = 1.25 * overlap / (0.25 * length(right) + length(given));
    double found = Math.clamp((measure - NONE) / (FULL - NONE), 0, 1);
    var failure = right.getString("failure");
    return failure == null || failure.equals(given.getString("failure"))
        ? found
        : found * WRONG_FAILURE;
  }

  private static int length(JsonObject span) {
    return span.getInteger("end") - span.getInteger("start");
  }

  /**
   * The greatest sum over pairs: the assignment problem, by shortest augmenting paths with
   * potentials (Kuhn 1955, Munkres 1957). Rows are the shorter list; costs are negated worths.
   */
  private static double greatest(List<JsonObject> right, List<JsonObject> given) {
    boolean turned = right.size() > given.size();
    int rows = Math.min(right.size(), given.size());
    int columns = Math.max(right.size(), given.size());
    var cost = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        cost[i][j] =
            -(turned ? worth(right.get(j), given.get(i)) : worth(right.get(i), given.get(j)));
      }
    }
    int[] rowOf = assigned(cost, rows, columns);
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      sum -= rowOf[j] < 0 ? 0 : cost[rowOf[j]][j];
    }
    return sum;
  }

  /** By column the row that has it, or -1. */
  private static int[] assigned(double[][] cost, int rows, int columns) {
    var rowOf = new int[columns];
    Arrays.fill(rowOf, -1);
    var ofRow = new double[rows];
    var ofColumn = new double[columns];
    for (int row = 0; row < rows; row++) {
      augment(cost, row, rowOf, ofRow, ofColumn);
    }
    return rowOf;
  }

  private static void augment(
      double[][] cost, int from, int[] rowOf, double[] ofRow, double[] ofColumn) {
    int columns = rowOf.length;
    var shortest = new double[columns];
    Arrays.fill(shortest, Double.POSITIVE_INFINITY);
    var before = new int[columns];
    Arrays.fill(before, -1);
    var done = new boolean[columns];
    int row = from;
    int column = -1;
    while (row >= 0) {
      int nearest = -1;
      for (int j = 0; j < columns; j++) {
        if (!done[j]) {
          double reduced = cost[row][j] - ofRow[row] - ofColumn[j];
          if (reduced < shortest[j]) {
            shortest[j] = reduced;
            before[j] = column;
          }
          nearest = nearest < 0 || shortest[j] < shortest[nearest] ? j : nearest;
        }
      }
      double step = shortest[nearest];
      ofRow[from] += step;
      for (int j = 0; j < columns; j++) {
        if (done[j]) {
          ofRow[rowOf[j]] += step;
          ofColumn[j] -= step;
        } else {
          shortest[j] -= step;
        }
      }
      done[nearest] = true;
      column = nearest;
      row = rowOf[nearest];
    }
    while (column >= 0) {
      int previous = before[column];
      rowOf[column] = previous < 0 ? from : rowOf[previous];
      column = previous;
    }
  }
}
