package dev.guildhall.psychometrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who graded how severely, and what a paper is worth without it: the many-facet Rasch model of
 * rating scales (Linacre 1989), with a consistency for each reviewer (the generalised model of Uto
 * and Ueno 2020). The log odds of grade {@code k} against {@code k - 1} that reviewer {@code r}
 * gives paper {@code p} on line {@code l} are
 *
 * <pre>consistency(r) * (quality(p) - difficulty(l) - severity(r) - threshold(k))</pre>
 *
 * <p>A reviewer who grades at random has a consistency near zero, and so hardly counts for the
 * quality of papers.
 *
 * <p>The qualities of papers are taken as normally distributed and integrated out (marginal maximum
 * likelihood by EM, Bock and Aitkin 1981): estimated jointly with the reviewers, two grades a paper
 * would bend each quality towards its own reviewers and make consistencies worthless. Severities
 * and consistencies have normal priors, the variance of the former is estimated; so reviewers with
 * few grades stay near the panel, and those who share no paper with others are still comparable.
 * Standard errors of severities come from the empirical cross-product of the papers' scores. The
 * scale is set by severities, difficulties and thresholds of mean zero, and by consistencies of
 * median one.
 */
public final class ManyFacetRasch {

  private static final int MOST_ROUNDS = 300;
  private static final int ROUNDS_OF_MORE = 10;
  static final double NORMAL_97_5 = 1.959963984540054;

  private ManyFacetRasch() {}

  /**
   * Grades; reviewer {@code reviewer[i]} gave paper {@code paper[i]} the grade {@code grade[i]} on
   * line {@code line[i]}.
   *
   * @param highest the best grade; the worst is 0
   */
  public record Grades(
      int papers,
      int lines,
      int reviewers,
      int highest,
      int[] paper,
      int[] line,
      int[] reviewer,
      int[] grade) {

    public int size() {
      return grade.length;
    }
  }

  /**
   * A reviewer's estimate.
   *
   * @param severity in logits; above 0 is stricter than the panel
   * @param severityError its standard error
   * @param consistency 1 is usual, near 0 is chance
   * @param fairShift what an average reviewer gives more than this one, in grades, on a typical
   *     paper
   * @param infit mean square of residuals under equal consistency, weighted by information;
   *     somewhat below 1 is usual, for a reviewer's own grades are part of what is known of a
   *     paper; above 1.5 is erratic
   * @param outfit the same without weights
   * @param grades how many grades it rests on
   */
  public record Reviewer(
      double severity,
      double severityError,
      double consistency,
      double fairShift,
      double infit,
      double outfit,
      int grades) {

    public double severityLow() {
      return severity - NORMAL_97_5 * severityError;
    }

    public double severityHigh() {
      return severity + NORMAL_97_5 * severityError;
    }
  }

  /**
   * A paper's estimate.
   *
   * @param quality in logits
   * @param error its standard error
   * @param fair the mean grade over the lines that an average reviewer would give
   */
  public record Paper(double quality, double error, double fair, double fairLow, double fairHigh) {}

  /** All estimates; {@link #with} takes more grades in. */
  public static final class Result {
    private final ManyFacetFit fit;

    private Result(ManyFacetFit fit) {
      this.fit = fit;
    }

    public Reviewer reviewer(int reviewer) {
      return fit.reviewer(reviewer);
    }

    public List<Reviewer> reviewers() {
      return IntStream.range(0, fit.data.reviewers()).mapToObj(fit::reviewer).toList();
    }

    public Paper paper(int paper) {
      return fit.paper(paper);
    }

    public List<Paper> papers() {
      return IntStream.range(0, fit.data.papers()).mapToObj(fit::paper).toList();
    }

    /** How hard it is to get a good grade on a line, in logits. */
    public double difficulty(int line) {
      return fit.difficulty[line];
    }

    /** Whether the last round changed nothing that matters. */
    public boolean converged() {
      return fit.converged;
    }

    /**
     * The estimates with grades that came since, from where these stand. The new grades name old
     * papers, lines and reviewers by their numbers and new ones by higher numbers.
     */
    public Result with(Grades more) {
      var next = new ManyFacetFit(joined(fit.data, more));
      next.startAt(fit);
      next.run(ROUNDS_OF_MORE);
      return new Result(next);
    }
  }

  /** Estimates from the beginning. */
  public static Result of(Grades grades) {
    var fit = new ManyFacetFit(grades);
    fit.run(MOST_ROUNDS);
    return new Result(fit);
  }

  private static Grades joined(Grades some, Grades more) {
    return new Grades(
        Math.max(some.papers(), more.papers()),
        Math.max(some.lines(), more.lines()),
        Math.max(some.reviewers(), more.reviewers()),
        Math.max(some.highest(), more.highest()),
        joined(some.paper(), more.paper()),
        joined(some.line(), more.line()),
        joined(some.reviewer(), more.reviewer()),
        joined(some.grade(), more.grade()));
  }

  private static int[] joined(int[] some, int[] more) {
    var all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
