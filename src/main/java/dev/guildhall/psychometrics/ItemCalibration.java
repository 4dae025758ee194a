package dev.guildhall.psychometrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Difficulty and discrimination of items from what people scored on them: the two-parameter
 * logistic model by marginal maximum likelihood (Bock and Aitkin 1981), over a standard normal
 * ability.
 *
 * <p>Weak normal priors on slope (1, 0.75) and intercept (0, 2.5) keep items with few answers, or
 * with none that is wrong, from running away; a slope may become negative, which says that the key
 * is suspect. Standard errors come from the empirical cross-product of each item's scores (Louis
 * 1982), item by item, and by the delta method for the difficulty.
 */
public final class ItemCalibration {

  private static final double SLOPE_MEAN = 1;
  private static final double SLOPE_PRECISION = 1 / (0.75 * 0.75);
  private static final double INTERCEPT_PRECISION = 1 / (2.5 * 2.5);
  private static final int MOST_ROUNDS = 500;
  private static final double CLOSE = 1e-4;
  private static final int NEWTON_STEPS = 5;
  // A slope nearer to zero says nothing about where the difficulty is.
  private static final double FLAT = 0.05;

  private ItemCalibration() {}

  /**
   * What people scored; person {@code person[i]} scored {@code score[i]} on item {@code item[i]}.
   *
   * <p>They may stand in any order, and most people will not have seen most items.
   *
   * @param score 0 to 1; a part of the credit counts as that part of a right answer
   */
  public record Scores(int people, int items, int[] person, int[] item, double[] score) {

    /**
     * The arrays are not copied.
     *
     * @throws IllegalArgumentException when they differ in length or a value is out of range
     */
    public Scores {
      if (person.length != score.length || item.length != score.length) {
        throw new IllegalArgumentException("the arrays differ in length");
      }
      for (int i = 0; i < score.length; i++) {
        if (person[i] < 0
            || person[i] >= people
            || item[i] < 0
            || item[i] >= items
            || !(score[i] >= 0 && score[i] <= 1)) {
          throw new IllegalArgumentException("score " + i + " is out of range");
        }
      }
    }
  }

  /**
   * An item's estimate.
   *
   * @param proportionRight the mean score
   * @param pointBiserial the correlation of the score with the ability estimated from all answers
   */
  public record Estimate(
      double discrimination,
      double discriminationError,
      double difficulty,
      double difficultyError,
      int answers,
      double proportionRight,
      double pointBiserial) {

    public ItemParameters parameters() {
      return new ItemParameters(discrimination, difficulty);
    }
  }

  /**
   * Every item's estimate, and every person's ability by them.
   *
   * @param converged whether the last round changed nothing that matters
   */
  public record Result(List<Estimate> items, List<Ability> people, boolean converged) {}

  /**
   * Estimates all items that are not anchored.
   *
   * @param anchored items whose parameters are known and stay
   */
  public static Result of(Scores scores, Map<Integer, ItemParameters> anchored) {
    var fit = new Fit(scores, anchored);
    boolean converged = false;
    for (int round = 0; round < MOST_ROUNDS && !converged; round++) {
      fit.expect();
      converged = fit.maximise() < CLOSE;
    }
    fit.expect();
    return fit.result(converged);
  }

  /**
   * The state of the estimation; slope-intercept form: the logit is {@code slope x + intercept}.
   */
  private static final class Fit {
    private final Scores data;
    private final boolean[] fixed;
    private final double[] slope;
    private final double[] intercept;
    private final int[] byPerson;
    private final int[] starts;
    private final double[][] posterior;
    private final double[][] seen;
    private final double[][] right;

    Fit(Scores data, Map<Integer, ItemParameters> anchored) {
      this.data = data;
      this.fixed = new boolean[data.items()];
      this.slope = new double[data.items()];
      this.intercept = new double[data.items()];
      Arrays.fill(slope, 1);
      anchored.forEach(
          (item, known) -> {
            fixed[item] = true;
            slope[item] = known.discrimination();
            intercept[item] = -known.discrimination() * known.difficulty();
          });
      this.starts = new int[data.people() + 1];
      this.byPerson = grouped(data, starts);
      this.posterior = new double[data.people()][];
      this.seen = new double[data.items()][Quadrature.POINTS];
      this.right = new double[data.items()][Quadrature.POINTS];
    }

    private static int[] grouped(Scores data, int[] starts) {
      for (int person : data.person()) {
        starts[person + 1]++;
      }
      for (int p = 0; p < data.people(); p++) {
        starts[p + 1] += starts[p];
      }
      var next = Arrays.copyOf(starts, data.people());
      var grouped = new int[data.person().length];
      for (int i = 0; i < data.person().length; i++) {
        grouped[next[data.person()[i]]++] = i;
      }
      return grouped;
    }

    /** Where each person is likely to be, and what that says of each item at each point. */
    void expect() {
      for (int j = 0; j < data.items(); j++) {
        Arrays.fill(seen[j], 0);
        Arrays.fill(right[j], 0);
      }
      var logRight = new double[data.items()][Quadrature.POINTS];
      var logWrong = new double[data.items()][Quadrature.POINTS];
      for (int j = 0; j < data.items(); j++) {
        for (int q = 0; q < Quadrature.POINTS; q++) {
          double logit = slope[j] * Quadrature.NODES[q] + intercept[j];
          logRight[j][q] = Logistic.log(logit);
          logWrong[j][q] = Logistic.log(-logit);
        }
      }
      for (int p = 0; p < data.people(); p++) {
        var at = Quadrature.LOG_WEIGHTS.clone();
        for (int k = starts[p]; k < starts[p + 1]; k++) {
          int i = byPerson[k];
          double score = data.score()[i];
          var whenRight = logRight[data.item()[i]];
          var whenWrong = logWrong[data.item()[i]];
          for (int q = 0; q < Quadrature.POINTS; q++) {
            at[q] += score * whenRight[q] + (1 - score) * whenWrong[q];
          }
        }
        Quadrature.normalise(at);
        posterior[p] = at;
        for (int k = starts[p]; k < starts[p + 1]; k++) {
          int i = byPerson[k];
          int j = data.item()[i];
          for (int q = 0; q < Quadrature.POINTS; q++) {
            seen[j][q] += at[q];
            right[j][q] += at[q] * data.score()[i];
          }
        }
      }
    }

    /** Newton's steps for each item; the largest change of a parameter. */
    double maximise() {
      double most = 0;
      for (int j = 0; j < data.items(); j++) {
        if (!fixed[j]) {
          double oldSlope = slope[j];
          double oldIntercept = intercept[j];
          for (int step = 0; step < NEWTON_STEPS; step++) {
            improve(j);
          }
          most = Math.max(most, Math.abs(slope[j] - oldSlope));
          most = Math.max(most, Math.abs(intercept[j] - oldIntercept));
        }
      }
      return most;
    }

    private void improve(int j) {
      double gradientSlope = -(slope[j] - SLOPE_MEAN) * SLOPE_PRECISION;
      double gradientIntercept = -intercept[j] * INTERCEPT_PRECISION;
      double ss = SLOPE_PRECISION;
      double si = 0;
      double ii = INTERCEPT_PRECISION;
      for (int q = 0; q < Quadrature.POINTS; q++) {
        double x = Quadrature.NODES[q];
        double p = Logistic.of(slope[j] * x + intercept[j]);
        double residual = right[j][q] - seen[j][q] * p;
        double weight = seen[j][q] * p * (1 - p);
        gradientSlope += residual * x;
        gradientIntercept += residual;
        ss += weight * x * x;
        si += weight * x;
        ii += weight;
      }
      double determinant = ss * ii - si * si;
      slope[j] += bounded((ii * gradientSlope - si * gradientIntercept) / determinant);
      intercept[j] += bounded((ss * gradientIntercept - si * gradientSlope) / determinant);
    }

    private static double bounded(double step) {
      return Math.clamp(step, -1, 1);
    }

    Result result(boolean converged) {
      var people = IntStream.range(0, data.people()).mapToObj(this::ability).toList();
      var sums = new Sums(data.items());
      for (int i = 0; i < data.item().length; i++) {
        sums.add(data.item()[i], data.score()[i], people.get(data.person()[i]).mean());
        sums.addInformation(this, i);
      }
      return new Result(
          IntStream.range(0, data.items()).mapToObj(j -> estimate(j, sums)).toList(),
          people,
          converged);
    }

    private Ability ability(int person) {
      double mean = 0;
      double square = 0;
      for (int q = 0; q < Quadrature.POINTS; q++) {
        double x = Quadrature.NODES[q];
        mean += posterior[person][q] * x;
        square += posterior[person][q] * x * x;
      }
      return new Ability(mean, Math.sqrt(Math.max(0, square - mean * mean)));
    }

    private Estimate estimate(int j, Sums sums) {
      double ss = sums.slopeSlope[j] + SLOPE_PRECISION;
      double ii = sums.interceptIntercept[j] + INTERCEPT_PRECISION;
      double si = sums.slopeIntercept[j];
      double determinant = ss * ii - si * si;
      double varianceSlope = fixed[j] ? 0 : ii / determinant;
      double varianceIntercept = fixed[j] ? 0 : ss / determinant;
      double covariance = fixed[j] ? 0 : -si / determinant;
      double a = slope[j];
      double steep = Math.abs(a) < FLAT ? Math.copySign(FLAT, a) : a;
      double b = -intercept[j] / steep;
      double variance =
          (varianceIntercept + b * b * varianceSlope + 2 * b * covariance) / (steep * steep);
      return new Estimate(
          a,
          Math.sqrt(varianceSlope),
          b,
          Math.sqrt(Math.max(0, variance)),
          sums.answers[j],
          sums.proportion(j),
          sums.correlation(j));
    }
  }

  /** What is summed up over the answers to each item. */
  private static final class Sums {
    final int[] answers;
    final double[] slopeSlope;
    final double[] slopeIntercept;
    final double[] interceptIntercept;
    private final double[] score;
    private final double[] scoreSquare;
    private final double[] ability;
    private final double[] abilitySquare;
    private final double[] product;

    Sums(int items) {
      answers = new int[items];
      slopeSlope = new double[items];
      slopeIntercept = new double[items];
      interceptIntercept = new double[items];
      score = new double[items];
      scoreSquare = new double[items];
      ability = new double[items];
      abilitySquare = new double[items];
      product = new double[items];
    }

    void add(int j, double scored, double able) {
      answers[j]++;
      score[j] += scored;
      scoreSquare[j] += scored * scored;
      ability[j] += able;
      abilitySquare[j] += able * able;
      product[j] += scored * able;
    }

    void addInformation(Fit fit, int i) {
      int j = fit.data.item()[i];
      var at = fit.posterior[fit.data.person()[i]];
      double bySlope = 0;
      double byIntercept = 0;
      for (int q = 0; q < Quadrature.POINTS; q++) {
        double x = Quadrature.NODES[q];
        double residual =
            at[q] * (fit.data.score()[i] - Logistic.of(fit.slope[j] * x + fit.intercept[j]));
        bySlope += residual * x;
        byIntercept += residual;
      }
      slopeSlope[j] += bySlope * bySlope;
      slopeIntercept[j] += bySlope * byIntercept;
      interceptIntercept[j] += byIntercept * byIntercept;
    }

    double proportion(int j) {
      return answers[j] == 0 ? 0 : score[j] / answers[j];
    }

    double correlation(int j) {
      double n = answers[j];
      double spread =
          (n * scoreSquare[j] - score[j] * score[j])
              * (n * abilitySquare[j] - ability[j] * ability[j]);
      return spread <= 0 ? 0 : (n * product[j] - score[j] * ability[j]) / Math.sqrt(spread);
    }
  }
}
