package dev.guildhall.cohort;

import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.psychometrics.ManyFacetRasch;
import dev.guildhall.psychometrics.ManyFacetRasch.Grades;
import java.util.Arrays;
import java.util.Random;

/** How long the model of reviewers takes on a panel of any size, beside plain means of the same. */
public final class PanelTiming {

  private static final int GRADES_A_REVIEWER = 100;
  private static final int LINES = 4;
  private static final int READERS = 2;
  private static final int MORE = 50;

  private PanelTiming() {}

  private record Timing(
      int grades,
      int reviewers,
      double fitSeconds,
      double moreSeconds,
      double meansSeconds,
      long heapMib,
      boolean converged) {}

  /**
   * Times one fit, and taking in 50 grades more.
   *
   * @param grades how many there are; a reviewer gives a hundred of them
   * @return JSON
   */
  public static String run(int grades, long seed) {
    var all = grades(grades, new Random(seed));
    var more = part(all, MORE);
    long begun = System.nanoTime();
    var fitted = ManyFacetRasch.of(all);
    var reviewers = fitted.reviewers();
    long fit = System.nanoTime();
    fitted.with(more);
    long end = System.nanoTime();
    double mean = means(all);
    long meansEnd = System.nanoTime();
    if (!Double.isFinite(mean + reviewers.getFirst().severity())) {
      throw new IllegalStateException("the fit failed");
    }
    var runtime = Runtime.getRuntime();
    return StrictJson.write(
            new Timing(
                all.size(),
                all.reviewers(),
                seconds(begun, fit),
                seconds(fit, end),
                seconds(end, meansEnd),
                runtime.totalMemory() >> 20,
                fitted.converged()))
        .toString();
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static Grades grades(int wanted, Random random) {
    int papers = Math.max(1, wanted / (LINES * READERS));
    int reviewers = Math.max(READERS, wanted / GRADES_A_REVIEWER);
    int n = papers * LINES * READERS;
    var severity = random.doubles(reviewers).map(_ -> random.nextGaussian() / 2).toArray();
    var paper = new int[n];
    var line = new int[n];
    var reviewer = new int[n];
    var grade = new int[n];
    for (int i = 0; i < n; ) {
      double quality = random.nextGaussian();
      int first = random.nextInt(reviewers);
      int second = (first + 1 + random.nextInt(reviewers - 1)) % reviewers;
      for (int k = 0; k < LINES * READERS; k++, i++) {
        paper[i] = i / (LINES * READERS);
        line[i] = k % LINES;
        reviewer[i] = k < LINES ? first : second;
        double at = 2 + quality - severity[reviewer[i]] + random.nextGaussian() * 0.7;
        grade[i] = Math.clamp(Math.round(at), 0, 4);
      }
    }
    return new Grades(papers, LINES, reviewers, 4, paper, line, reviewer, grade);
  }

  private static Grades part(Grades all, int size) {
    return new Grades(
        all.papers(),
        all.lines(),
        all.reviewers(),
        all.highest(),
        Arrays.copyOf(all.paper(), size),
        Arrays.copyOf(all.line(), size),
        Arrays.copyOf(all.reviewer(), size),
        Arrays.copyOf(all.grade(), size));
  }

  /** What would be published without a model: each paper's mean grade, and each reviewer's. */
  private static double means(Grades all) {
    var ofPaper = new double[all.papers()];
    var ofReviewer = new double[all.reviewers()];
    var given = new int[all.reviewers()];
    for (int i = 0; i < all.size(); i++) {
      ofPaper[all.paper()[i]] += all.grade()[i] / (double) (LINES * READERS);
      ofReviewer[all.reviewer()[i]] += all.grade()[i];
      given[all.reviewer()[i]]++;
    }
    double sum = Arrays.stream(ofPaper).sum();
    for (int r = 0; r < given.length; r++) {
      sum += given[r] == 0 ? 0 : ofReviewer[r] / given[r];
    }
    return sum;
  }
}
