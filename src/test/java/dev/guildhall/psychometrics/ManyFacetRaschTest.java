package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManyFacetRaschTest {

  private static final int HIGHEST = 4;
  private static final double[] THRESHOLDS = {-1.5, -0.4, 0.5, 1.4};

  /** A panel that grades papers of known quality, two reviewers a paper, on two lines. */
  private static final class Panel {
    final int papers;
    final int reviewers;
    final double[] quality;
    final double[] severity;
    final ManyFacetRasch.Grades grades;

    /** Reviewer 0 is lenient, reviewer 1 grades at random. */
    Panel(int papers, int reviewers, long seed) {
      this.papers = papers;
      this.reviewers = reviewers;
      var random = new Random(seed);
      quality = random.doubles(papers).map(_ -> random.nextGaussian() * 1.2).toArray();
      severity = random.doubles(reviewers).map(_ -> random.nextGaussian() * 0.5).toArray();
      severity[0] = -2;
      severity[1] = 0;
      int n = papers * 4;
      var paper = new int[n];
      var line = new int[n];
      var reviewer = new int[n];
      var grade = new int[n];
      int i = 0;
      for (int p = 0; p < papers; p++) {
        int first = random.nextInt(reviewers);
        int second = (first + 1 + random.nextInt(reviewers - 1)) % reviewers;
        for (int r : new int[] {first, second}) {
          for (int l = 0; l < 2; l++) {
            paper[i] = p;
            line[i] = l;
            reviewer[i] = r;
            grade[i] =
                r == 1
                    ? random.nextInt(HIGHEST + 1)
                    : given(quality[p] - (l == 0 ? -0.3 : 0.3) - severity[r], random);
            i++;
          }
        }
      }
      grades =
          new ManyFacetRasch.Grades(papers, 2, reviewers, HIGHEST, paper, line, reviewer, grade);
    }

    static int given(double at, Random random) {
      var chance = new double[HIGHEST + 1];
      double sum = 0;
      double all = 0;
      for (int k = 0; k <= HIGHEST; k++) {
        sum += k == 0 ? 0 : at - THRESHOLDS[k - 1];
        chance[k] = Math.exp(sum);
        all += chance[k];
      }
      double lot = random.nextDouble() * all;
      int k = 0;
      while (k < HIGHEST && lot > chance[k]) {
        lot -= chance[k++];
      }
      return k;
    }

    double[] rawMeans() {
      var sums = new double[papers];
      for (int i = 0; i < grades.size(); i++) {
        sums[grades.paper()[i]] += grades.grade()[i] / 4.0;
      }
      return sums;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void severitiesAreRecovered(long seed) {
    var panel = new Panel(1_500, 20, seed);
    var result = ManyFacetRasch.of(panel.grades);
    assertThat(result.converged()).isTrue();
    var mine = result.reviewers().stream().mapToDouble(ManyFacetRasch.Reviewer::severity).toArray();
    var honest = 2;
    assertThat(
            correlation(
                Arrays.copyOfRange(mine, honest, 20),
                Arrays.copyOfRange(panel.severity, honest, 20)))
        .isGreaterThan(0.95);
    assertThat(result.reviewer(0).severity()).isLessThan(-1.2);
    assertThat(result.reviewer(0).fairShift()).isLessThan(-0.7);
  }

  @Test
  void aReviewerWhoGradesAtRandomIsSeenAndHardlyCounts() {
    var result = ManyFacetRasch.of(new Panel(1_500, 20, 7).grades);
    var random = result.reviewer(1);
    assertThat(random.infit()).isGreaterThan(1.5);
    assertThat(random.consistency()).isLessThan(0.35);
    for (int r = 2; r < 20; r++) {
      assertThat(result.reviewer(r).infit()).isBetween(0.5, 1.3);
      assertThat(result.reviewer(r).consistency()).isBetween(0.5, 1.8);
    }
  }

  @Test
  void fairGradesRankPapersBetterThanMeans() {
    var panel = new Panel(1_000, 10, 11);
    var result = ManyFacetRasch.of(panel.grades);
    var fair = result.papers().stream().mapToDouble(ManyFacetRasch.Paper::fair).toArray();
    assertThat(correlation(fair, panel.quality))
        .isGreaterThan(correlation(panel.rawMeans(), panel.quality) + 0.02);
  }

  @Test
  void theErrorsCoverWhatIsTrue() {
    int covered = 0;
    int all = 0;
    for (long seed = 0; seed < 10; seed++) {
      var panel = new Panel(600, 12, seed);
      var result = ManyFacetRasch.of(panel.grades);
      double mean = Arrays.stream(panel.severity).average().orElseThrow();
      for (int r = 2; r < 12; r++) {
        var reviewer = result.reviewer(r);
        all++;
        double truth = panel.severity[r] - mean;
        // The planted reviewers move the origin of the scale by what nobody knows of them.
        covered +=
            reviewer.severityLow() - 0.15 <= truth && truth <= reviewer.severityHigh() + 0.15
                ? 1
                : 0;
      }
    }
    assertThat((double) covered / all).isGreaterThan(0.9);
  }

  @Test
  void moreGradesCanBeTakenInLater() {
    var panel = new Panel(800, 10, 5);
    var grades = panel.grades;
    int cut = grades.size() - 200;
    var early = part(grades, 0, cut);
    var late = part(grades, cut, grades.size());
    var stepwise = ManyFacetRasch.of(early).with(late);
    var atOnce = ManyFacetRasch.of(grades);
    for (int r = 0; r < 10; r++) {
      assertThat(stepwise.reviewer(r).severity())
          .isCloseTo(atOnce.reviewer(r).severity(), org.assertj.core.api.Assertions.within(0.1));
    }
  }

  @Test
  void papersWithNothingButBestGradesAndReviewersWithoutACommonPaperHaveEstimates() {
    var grades =
        new ManyFacetRasch.Grades(
            2,
            1,
            2,
            HIGHEST,
            new int[] {0, 1},
            new int[] {0, 0},
            new int[] {0, 1},
            new int[] {4, 0});
    var result = ManyFacetRasch.of(grades);
    assertThat(result.paper(0).fair()).isGreaterThan(result.paper(1).fair()).isLessThan(4);
    assertThat(result.reviewer(0).severity()).isFinite();
    assertThat(result.paper(0).error()).isFinite();
  }

  private static ManyFacetRasch.Grades part(ManyFacetRasch.Grades all, int from, int to) {
    return new ManyFacetRasch.Grades(
        all.papers(),
        all.lines(),
        all.reviewers(),
        all.highest(),
        Arrays.copyOfRange(all.paper(), from, to),
        Arrays.copyOfRange(all.line(), from, to),
        Arrays.copyOfRange(all.reviewer(), from, to),
        Arrays.copyOfRange(all.grade(), from, to));
  }

  static double correlation(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Four reviewers, two of whom grade each paper on the only line; the first one by one less. */
  private static ManyFacetRasch.Result four(int papers, double noise, double strictness) {
    var random = new SplittableRandom(7);
    int n = 2 * papers;
    var paper = new int[n];
    var reviewer = new int[n];
    var grade = new int[n];
    for (int p = 0, i = 0; p < papers; p++) {
      double quality = 2 + random.nextGaussian();
      for (int r : new int[] {p % 4, (p + 1 + p / 4 % 3) % 4}) {
        double seen = quality - (r == 0 ? strictness : 0) + random.nextGaussian() * noise;
        paper[i] = p;
        reviewer[i] = r;
        grade[i++] = Math.clamp(Math.round(seen), 0, HIGHEST);
      }
    }
    return ManyFacetRasch.of(
        new ManyFacetRasch.Grades(papers, 1, 4, HIGHEST, paper, new int[n], reviewer, grade));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1, 1.5, 3})
  void aFewReviewersOfManyPapersAreToldApartHoweverNoisyTheyAre(double noise) {
    var result = four(1_000, noise, 1);

    assertThat(result.converged()).isTrue();
    assertThat(result.reviewer(0).severityLow())
        .isGreaterThan(result.reviewer(1).severityHigh())
        .isGreaterThan(result.reviewer(2).severityHigh())
        .isGreaterThan(result.reviewer(3).severityHigh());
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 300, 2_000})
  void whoAlwaysAgreeAreAlike(int papers) {
    var result = four(papers, 0, 0);

    assertThat(result.converged()).isTrue();
    assertThat(result.reviewers()).allMatch(one -> Math.abs(one.severity()) < 0.2);
  }
}
