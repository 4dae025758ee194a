package dev.guildhall.cohort;

import dev.guildhall.psychometrics.DriftAlarm;
import dev.guildhall.psychometrics.ManyFacetRasch;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A panel grades what workers wrote, two reviewers a paper: is the ranking of the workers
 * recovered, and are those found who grade too mildly or at random?
 */
final class PanelTrial {

  private static final int WORKERS = 300;
  private static final int PAPERS_EACH = 4;
  private static final int REVIEWERS = 16;
  private static final int LINES = 3;
  private static final int HIGHEST = 4;
  private static final double[] THRESHOLDS = {-1.6, -0.5, 0.6, 1.5};
  private static final double[] LINE_DIFFICULTY = {-0.4, 0, 0.4};
  private static final int LENIENT = 0;
  private static final int AT_RANDOM = 1;
  private static final double LENIENCE = -2;
  private static final double SEVERITY_SPREAD = 0.4;
  private static final double VALIDITY_SHARE = 0.07;
  private static final int ALARM_PAPERS = 3_000;

  private PanelTrial() {}

  /**
   * What came of it.
   *
   * @param byRawMeans rank correlation of the workers' true quality with their mean grade
   * @param byCorrected the same with grades corrected for severity and consistency
   * @param lenientSeverity what was estimated of the lenient reviewer, who was planted at -2 logits
   * @param randomConsistency what was estimated of the one who grades at random; 1 is usual
   * @param lenientFoundAfter papers with known grades until the alarm; papers in all at the share
   *     of them that are known
   * @param falseAlarms of good reviewers, for each thousand papers with known grades
   */
  record Result(
      int workers,
      int papers,
      int reviewers,
      double validityShare,
      double byRawMeans,
      double byCorrected,
      double lenientSeverity,
      double lenientShift,
      double randomConsistency,
      double randomInfit,
      double othersMostInfit,
      double lenientFoundAfter,
      double lenientFoundAfterPapers,
      double randomFoundAfter,
      double randomFoundAfterPapers,
      double falseAlarms) {}

  static Result run(Random random) {
    var quality = random.doubles(WORKERS).map(_ -> random.nextGaussian() * 1.1).toArray();
    var severity =
        random.doubles(REVIEWERS).map(_ -> random.nextGaussian() * SEVERITY_SPREAD).toArray();
    severity[LENIENT] = LENIENCE;
    int papers = WORKERS * PAPERS_EACH;
    var at = new double[papers];
    var pairs = new int[papers][];
    for (int p = 0; p < papers; p++) {
      at[p] = quality[p / PAPERS_EACH] + random.nextGaussian() * 0.4;
      int first = random.nextInt(REVIEWERS);
      pairs[p] = new int[] {first, (first + 1 + random.nextInt(REVIEWERS - 1)) % REVIEWERS};
    }
    var grades = grades(at, pairs, severity, random);
    var fitted = ManyFacetRasch.of(grades);
    var raw = new double[WORKERS];
    var fair = new double[WORKERS];
    for (int i = 0; i < grades.size(); i++) {
      raw[grades.paper()[i] / PAPERS_EACH] += grades.grade()[i];
    }
    for (int p = 0; p < papers; p++) {
      fair[p / PAPERS_EACH] += fitted.paper(p).fair();
    }
    var alarms = new Alarms(severity, baselines(fitted), random);
    var lenient = fitted.reviewer(LENIENT);
    var careless = fitted.reviewer(AT_RANDOM);
    return new Result(
        WORKERS,
        papers,
        REVIEWERS,
        VALIDITY_SHARE,
        Ranks.ofRanks(raw, quality),
        Ranks.ofRanks(fair, quality),
        lenient.severity(),
        lenient.fairShift(),
        careless.consistency(),
        careless.infit(),
        IntStream.range(2, REVIEWERS).mapToDouble(r -> fitted.reviewer(r).infit()).max().orElse(0),
        alarms.foundAfter(LENIENT),
        alarms.foundAfter(LENIENT) / VALIDITY_SHARE,
        alarms.foundAfter(AT_RANDOM),
        alarms.foundAfter(AT_RANDOM) / VALIDITY_SHARE,
        alarms.falseAlarms());
  }

  private static ManyFacetRasch.Grades grades(
      double[] at, int[][] pairs, double[] severity, Random random) {
    int n = at.length * 2 * LINES;
    var paper = new int[n];
    var line = new int[n];
    var reviewer = new int[n];
    var grade = new int[n];
    for (int i = 0; i < n; i++) {
      paper[i] = i / (2 * LINES);
      line[i] = i % LINES;
      reviewer[i] = pairs[paper[i]][i / LINES % 2];
      grade[i] = given(reviewer[i], at[paper[i]] - LINE_DIFFICULTY[line[i]], severity, random);
    }
    return new ManyFacetRasch.Grades(
        at.length, LINES, severity.length, HIGHEST, paper, line, reviewer, grade);
  }

  /** The grade that a reviewer gives; one of them does not look at the paper. */
  private static int given(int reviewer, double at, double[] severity, Random random) {
    if (reviewer == AT_RANDOM) {
      return random.nextInt(HIGHEST + 1);
    }
    var chances = chances(at - severity[reviewer]);
    double lot = random.nextDouble();
    int grade = 0;
    while (grade < HIGHEST && lot > chances[grade]) {
      lot -= chances[grade++];
    }
    return grade;
  }

  private static double[] chances(double at) {
    var chances = new double[HIGHEST + 1];
    double sum = 0;
    for (int k = 0; k <= HIGHEST; k++) {
      sum += k == 0 ? 0 : at - THRESHOLDS[k - 1];
      chances[k] = Math.exp(sum);
    }
    double all = Arrays.stream(chances).sum();
    return Arrays.stream(chances).map(chance -> chance / all).toArray();
  }

  /** What an average reviewer gives on average: the known grade of a validity paper. */
  private static double known(double at) {
    var chances = chances(at);
    return IntStream.rangeClosed(0, HIGHEST).mapToDouble(k -> k * chances[k]).sum();
  }

  /**
   * What the alarm takes for granted of each reviewer: how they were found to grade before. The
   * planted ones are new, and nothing is known of them.
   */
  private static double[] baselines(ManyFacetRasch.Result fitted) {
    return IntStream.range(0, REVIEWERS)
        .mapToDouble(r -> r == LENIENT || r == AT_RANDOM ? 0 : fitted.reviewer(r).fairShift())
        .toArray();
  }

  /** Reviewers get papers with known grades until an alarm is raised. */
  private static final class Alarms {
    private static final int RUNS = 50;

    private final double[] severity;
    private final double[] baselines;
    private final Random random;
    private final double spread;

    Alarms(double[] severity, double[] baselines, Random random) {
      this.severity = severity;
      this.baselines = baselines;
      this.random = random;
      this.spread = spread();
    }

    /**
     * The mean over the lines of given less known grade of one validity paper, less the baseline.
     */
    private double deviation(int reviewer) {
      double at = random.nextGaussian() * 1.2;
      double sum = 0;
      for (double line : LINE_DIFFICULTY) {
        sum += given(reviewer, at - line, severity, random) - known(at - line);
      }
      return sum / LINES + baselines[reviewer];
    }

    /** Of good reviewers, what they differ in among it. */
    private double spread() {
      double squares = 0;
      int n = 4_000;
      for (int i = 0; i < n; i++) {
        double deviation = deviation(2 + i % (REVIEWERS - 2));
        squares += deviation * deviation / n;
      }
      return Math.sqrt(squares);
    }

    double foundAfter(int reviewer) {
      double papers = 0;
      for (int run = 0; run < RUNS; run++) {
        var alarm = DriftAlarm.NONE;
        while (alarm.drift().isEmpty() && alarm.papers() < ALARM_PAPERS) {
          alarm = alarm.after(deviation(reviewer) / spread);
        }
        papers += (double) alarm.papers() / RUNS;
      }
      return papers;
    }

    double falseAlarms() {
      int alarms = 0;
      int papers = 0;
      for (int reviewer = 2; reviewer < REVIEWERS; reviewer++) {
        var alarm = DriftAlarm.NONE;
        for (int paper = 0; paper < ALARM_PAPERS; paper++) {
          alarm = alarm.after(deviation(reviewer) / spread);
          papers++;
          if (alarm.drift().isPresent()) {
            alarms++;
            alarm = DriftAlarm.NONE;
          }
        }
      }
      return 1_000.0 * alarms / papers;
    }
  }
}
