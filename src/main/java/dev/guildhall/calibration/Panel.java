package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.grading.GradingId;
import dev.guildhall.grading.PaperId;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.psychometrics.ManyFacetRasch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reviewers of a qualification, estimated from what they gave. Lines that are graded on another
 * scale are estimated by themselves. What is known to be right takes part as one reviewer more, so
 * that a panel that is too mild altogether shows; an adjudicator, who saw what others gave, does
 * not.
 *
 * <p>Not safe for threads: one measures it at a time.
 */
final class Panel {

  // When it has grown by so much since it was estimated from the beginning, it is so again.
  private static final double GROWN = 1.25;

  private final Map<Integer, Scale> scales = new TreeMap<>();
  private final Set<GradingId> gradings = new HashSet<>();
  private final int begunWith;

  /** Estimates from the beginning. */
  Panel(List<GivenGrade> given) {
    given.forEach(line -> gradings.add(line.gradingId()));
    this.begunWith = gradings.size();
    take(given);
  }

  /** How many gradings it rests on. */
  int size() {
    return gradings.size();
  }

  /** Whether it can go on, or is to be estimated from the beginning. */
  boolean goesOn() {
    return gradings.size() <= GROWN * begunWith
        && scales.values().stream().allMatch(Scale::hasConverged);
  }

  /** Takes in those of the grades that are new to it. */
  void add(List<GivenGrade> given) {
    var news = given.stream().filter(line -> !gradings.contains(line.gradingId())).toList();
    news.forEach(line -> gradings.add(line.gradingId()));
    take(news);
  }

  private void take(List<GivenGrade> given) {
    var byMax = new TreeMap<Integer, List<GivenGrade>>();
    given.stream()
        .filter(line -> !line.adjudicator())
        .forEach(line -> byMax.computeIfAbsent(line.max(), _ -> new ArrayList<>()).add(line));
    byMax.forEach((max, lines) -> scales.computeIfAbsent(max, Scale::new).take(lines));
  }

  /**
   * What is estimated of a reviewer.
   *
   * @param fairShift on a line of the scale on which they gave most grades
   * @param fairShifts by the best grade of the line
   */
  record Estimate(
      double severity,
      double severityError,
      double fairShift,
      double infit,
      double outfit,
      Map<Integer, Double> fairShifts) {}

  /** Empty: there is nothing to estimate it from. */
  Optional<Estimate> of(AccountId reviewer) {
    double weights = 0;
    double severity = 0;
    int grades = 0;
    int most = 0;
    double fairShift = 0;
    double infit = 0;
    double outfit = 0;
    var shifts = new TreeMap<Integer, Double>();
    for (var scale : scales.entrySet()) {
      var found = scale.getValue().of(reviewer);
      if (found.isPresent()) {
        var one = found.get();
        double weight = 1 / (one.severityError() * one.severityError());
        weights += weight;
        severity += weight * one.severity();
        infit += one.grades() * one.infit();
        outfit += one.grades() * one.outfit();
        grades += one.grades();
        shifts.put(scale.getKey(), one.fairShift());
        if (one.grades() >= most) {
          most = one.grades();
          fairShift = one.fairShift();
        }
      }
    }
    return grades == 0
        ? Optional.empty()
        : Optional.of(
            new Estimate(
                severity / weights,
                1 / Math.sqrt(weights),
                fairShift,
                infit / grades,
                outfit / grades,
                shifts));
  }

  /** The lines with one best grade. */
  private static final class Scale {
    private final int max;
    private final Map<PaperId, Integer> papers = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    // What is known to be right is the first.
    private final Map<Optional<AccountId>, Integer> reviewers =
        new HashMap<>(Map.of(Optional.empty(), 0));
    private final Set<String> known = new HashSet<>();
    private ManyFacetRasch.@Nullable Result result;
    // Of the estimates from the beginning. What is added to them moves them a few rounds further.
    private boolean hasConverged;

    Scale(int max) {
      this.max = max;
    }

    void take(List<GivenGrade> given) {
      var cells = new ArrayList<int[]>();
      for (GivenGrade one : given) {
        int paper = place(papers, one.paperId());
        int line = place(lines, one.line());
        cells.add(
            new int[] {paper, line, place(reviewers, Optional.of(one.reviewer())), one.grade()});
        Integer right = one.known();
        if (right != null && known.add(paper + " " + line)) {
          cells.add(new int[] {paper, line, 0, right});
        }
      }
      var grades =
          new ManyFacetRasch.Grades(
              papers.size(),
              lines.size(),
              reviewers.size(),
              max,
              column(cells, 0),
              column(cells, 1),
              column(cells, 2),
              column(cells, 3));
      if (result == null) {
        result = ManyFacetRasch.of(grades);
        hasConverged = result.converged();
      } else {
        result = result.with(grades);
      }
    }

    private static <T> int place(Map<T, Integer> places, T of) {
      int next = places.size();
      return places.computeIfAbsent(of, _ -> next);
    }

    private static int[] column(List<int[]> cells, int column) {
      return cells.stream().mapToInt(cell -> cell[column]).toArray();
    }

    boolean hasConverged() {
      return hasConverged;
    }

    /** Empty too while the estimates have not come to rest: what was estimated before holds. */
    Optional<ManyFacetRasch.Reviewer> of(AccountId reviewer) {
      var place = reviewers.get(Optional.of(reviewer));
      return place == null || result == null || !hasConverged
          ? Optional.empty()
          : Optional.of(result.reviewer(place));
    }
  }
}
