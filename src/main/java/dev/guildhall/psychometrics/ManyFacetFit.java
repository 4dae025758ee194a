package dev.guildhall.psychometrics;

import static dev.guildhall.psychometrics.ManyFacetRasch.NORMAL_97_5;

import dev.guildhall.psychometrics.ManyFacetRasch.Grades;
import dev.guildhall.psychometrics.ManyFacetRasch.Paper;
import dev.guildhall.psychometrics.ManyFacetRasch.Reviewer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The estimates of {@link ManyFacetRasch} as the rounds of the EM algorithm improve them. */
final class ManyFacetFit {

  private static final int NODES = 31;
  private static final double REACH = 4.5;
  private static final double DIFFICULTY_PRECISION = 1 / 4.0;
  private static final double THRESHOLD_PRECISION = 1 / 9.0;
  // Of the logarithm of a consistency.
  private static final double CONSISTENCY_PRECISION = 1 / (0.7 * 0.7);
  private static final double LEAST_VARIANCE = 0.01;
  private static final double LONGEST_STEP = 0.5;
  private static final double CLOSE = 1e-3;

  final Grades data;
  private final int grades;
  final double[] difficulty;
  private final double[] severity;
  private final double[] logConsistency;
  private final double[] threshold;
  // By reviewer, line and node: the chances of the grades, and how many of each are expected to
  // stand there.
  private final double[] logChance;
  private final double[] expected;
  private final int[] starts;
  private final int[] byPaper;
  private final double[][] posterior;
  private double mean;
  private double spread = 1;
  private double severityVariance = 0.5;
  boolean converged;

  ManyFacetFit(Grades data) {
    this.data = data;
    this.grades = data.highest() + 1;
    this.difficulty = new double[data.lines()];
    this.severity = new double[data.reviewers()];
    this.logConsistency = new double[data.reviewers()];
    this.threshold = new double[data.highest()];
    int cells = data.reviewers() * data.lines() * NODES * grades;
    this.logChance = new double[cells];
    this.expected = new double[cells];
    this.starts = new int[data.papers() + 1];
    this.byPaper = grouped(data.paper(), starts);
    this.posterior = new double[data.papers()][NODES];
  }

  /** The places of each group one after another; {@code starts} says where each begins. */
  private static int[] grouped(int[] group, int[] starts) {
    for (int of : group) {
      starts[of + 1]++;
    }
    for (int g = 1; g < starts.length; g++) {
      starts[g] += starts[g - 1];
    }
    var next = Arrays.copyOf(starts, starts.length - 1);
    var grouped = new int[group.length];
    for (int i = 0; i < group.length; i++) {
      grouped[next[group[i]]++] = i;
    }
    return grouped;
  }

  void startAt(ManyFacetFit other) {
    System.arraycopy(other.difficulty, 0, difficulty, 0, other.difficulty.length);
    System.arraycopy(other.severity, 0, severity, 0, other.severity.length);
    System.arraycopy(other.logConsistency, 0, logConsistency, 0, other.logConsistency.length);
    System.arraycopy(other.threshold, 0, threshold, 0, other.threshold.length);
    mean = other.mean;
    spread = other.spread;
    severityVariance = other.severityVariance;
  }

  void run(int rounds) {
    for (int round = 0; round < rounds && !converged; round++) {
      expect();
      var before = List.of(severity.clone(), logConsistency.clone(), threshold.clone());
      maximise();
      converged =
          farthest(before, List.of(severity, logConsistency, threshold))
              < CLOSE * Math.max(1, spread);
    }
    expect();
  }

  private static double node(int q) {
    return -REACH + 2 * REACH * q / (NODES - 1);
  }

  private int cell(int reviewer, int line, int q) {
    return ((reviewer * data.lines() + line) * NODES + q) * grades;
  }

  private double at(int line, int q) {
    return mean + spread * node(q) - difficulty[line];
  }

  /** The log chances of the grades at {@code at}, written from {@code to} on. */
  private void chances(double consistency, double at, double[] chances, int to) {
    double sum = 0;
    double most = 0;
    chances[to] = 0;
    for (int k = 1; k < grades; k++) {
      sum += consistency * (at - threshold[k - 1]);
      chances[to + k] = sum;
      most = Math.max(most, sum);
    }
    double all = 0;
    for (int k = 0; k < grades; k++) {
      all += Math.exp(chances[to + k] - most);
    }
    double log = most + Math.log(all);
    for (int k = 0; k < grades; k++) {
      chances[to + k] -= log;
    }
  }

  /** Where each paper is likely to be, and which grades that puts where. */
  private void expect() {
    for (int r = 0; r < data.reviewers(); r++) {
      for (int l = 0; l < data.lines(); l++) {
        for (int q = 0; q < NODES; q++) {
          chances(Math.exp(logConsistency[r]), at(l, q) - severity[r], logChance, cell(r, l, q));
        }
      }
    }
    Arrays.fill(expected, 0);
    for (int p = 0; p < data.papers(); p++) {
      var here = posterior[p];
      for (int q = 0; q < NODES; q++) {
        here[q] = -node(q) * node(q) / 2;
      }
      for (int place = starts[p]; place < starts[p + 1]; place++) {
        int i = byPaper[place];
        int cell = cell(data.reviewer()[i], data.line()[i], 0) + data.grade()[i];
        for (int q = 0; q < NODES; q++) {
          here[q] += logChance[cell + q * grades];
        }
      }
      Quadrature.normalise(here);
      for (int place = starts[p]; place < starts[p + 1]; place++) {
        int i = byPaper[place];
        int cell = cell(data.reviewer()[i], data.line()[i], 0) + data.grade()[i];
        for (int q = 0; q < NODES; q++) {
          expected[cell + q * grades] += here[q];
        }
      }
    }
  }

  private static double farthest(List<double[]> before, List<double[]> after) {
    double most = 0;
    for (int facet = 0; facet < before.size(); facet++) {
      for (int i = 0; i < before.get(facet).length; i++) {
        most = Math.max(most, Math.abs(before.get(facet)[i] - after.get(facet)[i]));
      }
    }
    return most;
  }

  /** Improves every parameter for what is expected. */
  private void maximise() {
    var onLines = new double[data.lines()];
    var onLinesKnown = new double[data.lines()];
    var onThresholds = new double[data.highest()];
    var onThresholdsKnown = new double[data.highest()];
    for (int r = 0; r < data.reviewers(); r++) {
      improve(r, onLines, onLinesKnown, onThresholds, onThresholdsKnown);
    }
    step(difficulty, onLines, onLinesKnown, DIFFICULTY_PRECISION);
    step(threshold, onThresholds, onThresholdsKnown, THRESHOLD_PRECISION);
    setPopulation();
    double square = 0;
    for (double one : severity) {
      square += one * one;
    }
    severityVariance = Math.max(LEAST_VARIANCE, (square + 1) / (Math.max(1, severity.length) + 1));
    centre();
  }

  /**
   * A step of one reviewer's severity and consistency; adds what they tell of lines and thresholds.
   */
  private void improve(
      int r,
      double[] onLines,
      double[] onLinesKnown,
      double[] onThresholds,
      double[] onThresholdsKnown) {
    double consistency = Math.exp(logConsistency[r]);
    double bySeverity = -severity[r] / severityVariance;
    double ofSeverity = 1 / severityVariance;
    double byConsistency = -logConsistency[r] * CONSISTENCY_PRECISION;
    double ofConsistency = CONSISTENCY_PRECISION;
    for (int l = 0; l < data.lines(); l++) {
      for (int q = 0; q < NODES; q++) {
        int cell = cell(r, l, q);
        double seen = 0;
        double sum = 0;
        for (int k = 0; k < grades; k++) {
          seen += expected[cell + k];
          sum += k * expected[cell + k];
        }
        if (seen < 1e-9) {
          continue;
        }
        double at = at(l, q) - severity[r];
        double grade = 0;
        double square = 0;
        double steps = 0;
        double stepsMean = 0;
        double stepsSquare = 0;
        double stepsSeen = 0;
        double atLeast = 1;
        double seenAtLeast = seen;
        for (int k = 0; k < grades; k++) {
          double chance = Math.exp(logChance[cell + k]);
          if (k > 0) {
            steps += at - threshold[k - 1];
            onThresholds[k - 1] += consistency * (seen * atLeast - seenAtLeast);
            onThresholdsKnown[k - 1] += consistency * consistency * seen * atLeast * (1 - atLeast);
          }
          grade += k * chance;
          square += (double) k * k * chance;
          stepsMean += steps * chance;
          stepsSquare += steps * steps * chance;
          stepsSeen += steps * expected[cell + k];
          atLeast -= chance;
          seenAtLeast -= expected[cell + k];
        }
        double surplus = consistency * (sum - seen * grade);
        double known = consistency * consistency * seen * (square - grade * grade);
        bySeverity -= surplus;
        ofSeverity += known;
        onLines[l] -= surplus;
        onLinesKnown[l] += known;
        byConsistency += consistency * (stepsSeen - seen * stepsMean);
        ofConsistency += consistency * consistency * seen * (stepsSquare - stepsMean * stepsMean);
      }
    }
    severity[r] += bounded(bySeverity / ofSeverity);
    logConsistency[r] += bounded(byConsistency / ofConsistency);
  }

  private static double bounded(double step) {
    return Math.clamp(step, -LONGEST_STEP, LONGEST_STEP);
  }

  private static void step(double[] values, double[] by, double[] known, double precision) {
    for (int i = 0; i < values.length; i++) {
      values[i] += bounded((by[i] - precision * values[i]) / (known[i] + precision));
    }
  }

  /** The mean and the spread of the papers. */
  private void setPopulation() {
    double sum = 0;
    double square = 0;
    for (double[] here : posterior) {
      for (int q = 0; q < NODES; q++) {
        sum += here[q] * node(q);
        square += here[q] * node(q) * node(q);
      }
    }
    int papers = Math.max(1, data.papers());
    double off = sum / papers;
    mean += spread * off;
    spread *= Math.sqrt(Math.max(LEAST_VARIANCE, square / papers - off * off));
  }

  /**
   * Only differences of severities, difficulties and thresholds mean something, and half of the
   * reviewers are as consistent as one or less. What their steps have in common is left to the
   * papers' mean and spread, which follow it by themselves: taken by both it would be taken twice,
   * and the rounds would swing wider and wider.
   */
  private void centre() {
    removeMean(severity);
    removeMean(difficulty);
    removeMean(threshold);
    if (logConsistency.length > 0) {
      var sorted = logConsistency.clone();
      Arrays.sort(sorted);
      subtract(logConsistency, sorted[sorted.length / 2]);
    }
  }

  private static void removeMean(double[] values) {
    subtract(values, Arrays.stream(values).average().orElse(0));
  }

  private static void subtract(double[] values, double all) {
    for (int i = 0; i < values.length; i++) {
      values[i] -= all;
    }
  }

  /** The mean grade over the lines at a quality, given so. */
  private double given(double consistency, double quality) {
    var chances = new double[grades];
    double sum = 0;
    for (double line : difficulty) {
      chances(consistency, quality - line, chances, 0);
      for (int k = 1; k < grades; k++) {
        sum += k * Math.exp(chances[k]);
      }
    }
    return sum / difficulty.length;
  }

  Paper paper(int p) {
    double quality = 0;
    double square = 0;
    double fair = 0;
    for (int q = 0; q < NODES; q++) {
      double at = mean + spread * node(q);
      quality += posterior[p][q] * at;
      square += posterior[p][q] * at * at;
      fair += posterior[p][q] * given(1, at);
    }
    double error = Math.sqrt(Math.max(0, square - quality * quality));
    return new Paper(
        quality,
        error,
        fair,
        given(1, quality - NORMAL_97_5 * error),
        given(1, quality + NORMAL_97_5 * error));
  }

  private int @Nullable [] reviewerStarts;
  private int[] byReviewer = {};

  Reviewer reviewer(int r) {
    if (reviewerStarts == null) {
      reviewerStarts = new int[data.reviewers() + 1];
      byReviewer = grouped(data.reviewer(), reviewerStarts);
    }
    double consistency = Math.exp(logConsistency[r]);
    double squares = 0;
    double variances = 0;
    double ratios = 0;
    double known = 1 / severityVariance;
    double ofPaper = 0;
    int paper = -1;
    for (int place = reviewerStarts[r]; place < reviewerStarts[r + 1]; place++) {
      int i = byReviewer[place];
      if (data.paper()[i] != paper) {
        known += ofPaper * ofPaper;
        ofPaper = 0;
        paper = data.paper()[i];
      }
      ofPaper += score(i, r, consistency);
      var residual = residual(i, r);
      squares += residual.square();
      variances += residual.variance();
      ratios += residual.square() / residual.variance();
    }
    known += ofPaper * ofPaper;
    int n = reviewerStarts[r + 1] - reviewerStarts[r];
    return new Reviewer(
        severity[r],
        1 / Math.sqrt(known),
        consistency,
        fairShift(r),
        n == 0 ? 1 : squares / variances,
        n == 0 ? 1 : ratios / n,
        n);
  }

  /** What a grade says of its reviewer's severity. */
  private double score(int i, int r, double consistency) {
    double score = 0;
    var here = posterior[data.paper()[i]];
    for (int q = 0; q < NODES; q++) {
      int cell = cell(r, data.line()[i], q);
      double grade = 0;
      for (int k = 1; k < grades; k++) {
        grade += k * Math.exp(logChance[cell + k]);
      }
      score -= here[q] * consistency * (data.grade()[i] - grade);
    }
    return score;
  }

  private record Residual(double square, double variance) {}

  /** How far a grade is from what a reviewer of this severity and usual consistency would give. */
  private Residual residual(int i, int r) {
    var chances = new double[grades];
    var here = posterior[data.paper()[i]];
    double expected = 0;
    double expectedSquare = 0;
    for (int q = 0; q < NODES; q++) {
      if (here[q] < 1e-4) {
        continue;
      }
      chances(1, at(data.line()[i], q) - severity[r], chances, 0);
      for (int k = 1; k < grades; k++) {
        double chance = here[q] * Math.exp(chances[k]);
        expected += k * chance;
        expectedSquare += (double) k * k * chance;
      }
    }
    return new Residual(
        Math.pow(data.grade()[i] - expected, 2),
        Math.max(1e-6, expectedSquare - expected * expected));
  }

  /** On papers as they come. */
  private double fairShift(int r) {
    double shift = 0;
    double weights = 0;
    for (int q = 0; q < NODES; q++) {
      double weight = Math.exp(-node(q) * node(q) / 2);
      double at = mean + spread * node(q);
      shift += weight * (given(1, at) - given(Math.exp(logConsistency[r]), at - severity[r]));
      weights += weight;
    }
    return shift / weights;
  }
}
