package dev.guildhall.psychometrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws forms of a test that are equally difficult: at random, less exposed items first, then
 * exchanged item by item until the mean difficulty is near enough to the target.
 */
public final class FormAssembly {

  private static final int TRIES = 20;
  private static final int MOST_EXCHANGES = 200;

  private FormAssembly() {}

  /**
   * An item that may be drawn.
   *
   * @param difficulty in logits
   * @param exposures how often it was shown
   * @param avoided whether it is drawn only where there is no other
   */
  public record Candidate(double difficulty, long exposures, boolean avoided) {}

  /**
   * A part of a form: so many of these candidates.
   *
   * @param fitting places in the list of candidates
   */
  public record Draw(int count, int[] fitting) {}

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * A form.
     *
     * @param items the places of the chosen candidates, by draw
     * @param mean their mean difficulty
     */
    record Drawn(List<int[]> items, double mean) implements Outcome {}

    /** A draw that finds too few items which no other draw needs. */
    record TooFew(int draw, int available, int needed) implements Outcome {}

    /** No form within the tolerance; {@code nearest} is the mean of the best one. */
    record NotEqual(double nearest) implements Outcome {}
  }

  /**
   * Draws one form.
   *
   * @param target the mean difficulty
   * @param tolerance how far the mean may be from it, in logits
   */
  public static Outcome draw(
      List<Candidate> candidates,
      List<Draw> draws,
      double target,
      double tolerance,
      RandomGenerator random) {
    double nearest = Double.NaN;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var form = new Form(candidates, draws, target, random);
      var missing = form.fill();
      if (missing != null) {
        return missing;
      }
      double mean = form.approach(tolerance);
      if (Math.abs(mean - target) <= tolerance) {
        return new Outcome.Drawn(form.chosen(), mean);
      }
      if (Double.isNaN(nearest) || Math.abs(mean - target) < Math.abs(nearest - target)) {
        nearest = mean;
      }
    }
    return new Outcome.NotEqual(nearest);
  }

  private static final class Form {
    private final List<Candidate> candidates;
    private final List<Draw> draws;
    private final double target;
    private final double[] lot;
    private final boolean[] taken;
    private final int[][] chosen;

    Form(List<Candidate> candidates, List<Draw> draws, double target, RandomGenerator random) {
      this.candidates = candidates;
      this.draws = draws;
      this.target = target;
      this.lot = candidates.stream().mapToDouble(candidate -> lot(candidate, random)).toArray();
      this.taken = new boolean[candidates.size()];
      this.chosen = new int[draws.size()][];
    }

    /** A smaller one is drawn sooner; an exponential race gives each the share of its weight. */
    private static double lot(Candidate candidate, RandomGenerator random) {
      double lot = random.nextExponential() * (1 + candidate.exposures());
      return candidate.avoided() ? lot + 1e12 : lot;
    }

    /** Those with least choice choose first. */
    Outcome.@Nullable TooFew fill() {
      var order =
          IntStream.range(0, draws.size())
              .boxed()
              .sorted(
                  Comparator.comparingInt(
                      (Integer d) -> draws.get(d).fitting().length - draws.get(d).count()))
              .toList();
      for (int d : order) {
        var free =
            Arrays.stream(draws.get(d).fitting())
                .filter(i -> !taken[i])
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> lot[i]))
                .toList();
        int count = draws.get(d).count();
        if (free.size() < count) {
          return new Outcome.TooFew(d, free.size(), count);
        }
        chosen[d] = free.stream().limit(count).mapToInt(Integer::intValue).toArray();
        for (int i : chosen[d]) {
          taken[i] = true;
        }
      }
      return null;
    }

    List<int[]> chosen() {
      return List.of(chosen);
    }

    /** Exchanges items until the mean is near enough, or no exchange helps. */
    double approach(double tolerance) {
      int size = Arrays.stream(chosen).mapToInt(of -> of.length).sum();
      double sum =
          Arrays.stream(chosen)
              .flatMapToInt(Arrays::stream)
              .mapToDouble(i -> candidates.get(i).difficulty())
              .sum();
      for (int exchange = 0;
          exchange < MOST_EXCHANGES && Math.abs(sum / size - target) > tolerance;
          exchange++) {
        double wanted = target * size - sum;
        double gain = exchangeOne(wanted);
        if (gain == 0) {
          break;
        }
        sum += gain;
      }
      return sum / size;
    }

    /** The exchange that brings the sum nearest to where it should be; by how much it changed. */
    private double exchangeOne(double wanted) {
      int bestDraw = -1;
      int bestPlace = -1;
      int bestItem = -1;
      double bestGain = 0;
      for (int d = 0; d < chosen.length; d++) {
        for (int place = 0; place < chosen[d].length; place++) {
          double old = candidates.get(chosen[d][place]).difficulty();
          for (int i : draws.get(d).fitting()) {
            double gain = candidates.get(i).difficulty() - old;
            if (!taken[i]
                && !candidates.get(i).avoided()
                && Math.abs(wanted - gain) < Math.abs(wanted - bestGain) - 1e-9) {
              bestDraw = d;
              bestPlace = place;
              bestItem = i;
              bestGain = gain;
            }
          }
        }
      }
      if (bestItem >= 0) {
        taken[chosen[bestDraw][bestPlace]] = false;
        taken[bestItem] = true;
        chosen[bestDraw][bestPlace] = bestItem;
      }
      return bestGain;
    }
  }

  /** The mean difficulty of what a form would be drawn from, each draw by its count. */
  public static double naturalTarget(List<Candidate> candidates, List<Draw> draws) {
    var means = new ArrayList<Double>();
    int items = 0;
    for (Draw draw : draws) {
      double mean =
          Arrays.stream(draw.fitting())
              .mapToDouble(i -> candidates.get(i).difficulty())
              .average()
              .orElse(0);
      means.add(mean * draw.count());
      items += draw.count();
    }
    return items == 0 ? 0 : means.stream().mapToDouble(Double::doubleValue).sum() / items;
  }
}
