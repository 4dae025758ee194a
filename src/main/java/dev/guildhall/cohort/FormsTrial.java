package dev.guildhall.cohort;

import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.AdaptiveChoice;
import dev.guildhall.psychometrics.FormAssembly;
import dev.guildhall.psychometrics.FormAssembly.Candidate;
import dev.guildhall.psychometrics.FormAssembly.Draw;
import dev.guildhall.psychometrics.ItemCalibration;
import dev.guildhall.psychometrics.ItemParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Candidates take two parallel forms of a test, and an adaptive one: is the decision the same, and
 * the right one?
 */
final class FormsTrial {

  private static final int ITEMS = 240;
  private static final int CANDIDATES = 1_000;
  private static final int LENGTH = 40;
  private static final double TOLERANCE = 0.1;
  // A candidate nearer to the cut than this is a close call for any test of this length.
  private static final double AWAY = 0.5;
  private static final double CUT = 0;

  private FormsTrial() {}

  /**
   * What came of it; shares are 0 to 1.
   *
   * @param away how far from the cut, in logits, a candidate's ability has to be to count as away
   * @param sameDecision of two parallel forms
   * @param sameDecisionAway the same, of candidates away from the cut
   * @param rightAway of candidates away from the cut, judged as their true ability demands, by one
   *     form
   * @param formDifficultySpread the standard deviation of the forms' mean difficulty, in logits
   * @param adaptiveItems how many items the adaptive form asked, on average
   * @param adaptiveRightAway as {@code rightAway}, by the adaptive form
   * @param difficultyRecovered correlation of estimated and true difficulties, from the forms'
   *     answers
   */
  record Result(
      int items,
      int candidates,
      int itemsPerForm,
      double away,
      double sameDecision,
      double sameDecisionAway,
      double rightAway,
      double formDifficultySpread,
      double adaptiveItems,
      double adaptiveRightAway,
      double difficultyRecovered) {}

  static Result run(Random random) {
    var bank = bank(random);
    var exposures = new long[ITEMS];
    var answers = new Answers();
    var count = new Counts();
    var means = new ArrayList<Double>();
    for (int person = 0; person < CANDIDATES; person++) {
      double ability = random.nextGaussian();
      boolean first = takes(person, ability, bank, exposures, random, means, answers);
      boolean second = takes(person, ability, bank, exposures, random, means, answers);
      count.add(ability, first, second, adaptive(ability, bank, random));
    }
    double mean = means.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double spread =
        Math.sqrt(means.stream().mapToDouble(m -> (m - mean) * (m - mean)).average().orElse(0));
    return new Result(
        ITEMS,
        CANDIDATES,
        LENGTH,
        AWAY,
        (double) count.same / CANDIDATES,
        (double) count.sameAway / count.away,
        (double) count.rightAway / count.away,
        spread,
        (double) count.asked / CANDIDATES,
        (double) count.adaptiveRightAway / count.away,
        answers.difficultyRecovered(bank));
  }

  private static List<ItemParameters> bank(Random random) {
    return IntStream.range(0, ITEMS)
        .mapToObj(
            _ ->
                new ItemParameters(
                    Math.exp(random.nextGaussian() * 0.3 + 0.1), random.nextGaussian()))
        .toList();
  }

  /** Whether the candidate passes a form that is drawn for them. */
  private static boolean takes(
      int person,
      double ability,
      List<ItemParameters> bank,
      long[] exposures,
      Random random,
      List<Double> means,
      Answers answers) {
    var candidates =
        IntStream.range(0, ITEMS)
            .mapToObj(i -> new Candidate(bank.get(i).difficulty(), exposures[i], false))
            .toList();
    var draws = List.of(new Draw(LENGTH, IntStream.range(0, ITEMS).toArray()));
    if (!(FormAssembly.draw(candidates, draws, CUT, TOLERANCE, random)
        instanceof FormAssembly.Outcome.Drawn form)) {
      throw new IllegalStateException("the bank cannot serve the form");
    }
    means.add(form.mean());
    double score = 0;
    for (int item : form.items().getFirst()) {
      exposures[item]++;
      double scored = random.nextDouble() < bank.get(item).chance(ability) ? 1 : 0;
      answers.add(person, item, scored);
      score += scored;
    }
    return score >= LENGTH / 2.0;
  }

  private record Adaptive(boolean passed, int asked) {}

  private static Adaptive adaptive(double truth, List<ItemParameters> bank, Random random) {
    var rule = new AdaptiveChoice(0.3, 10, LENGTH);
    var left = new ArrayList<>(bank);
    var scored = new ArrayList<Ability.Scored>();
    var ability = Ability.PRIOR;
    while (!rule.isOver(scored.size(), ability)) {
      var item = left.remove(AdaptiveChoice.next(left, ability, random).orElseThrow());
      scored.add(new Ability.Scored(item, random.nextDouble() < item.chance(truth) ? 1 : 0));
      ability = Ability.of(scored);
    }
    return new Adaptive(ability.mean() >= CUT, scored.size());
  }

  private static final class Counts {
    int same;
    int away;
    int sameAway;
    int rightAway;
    int adaptiveRightAway;
    int asked;

    void add(double ability, boolean first, boolean second, Adaptive adaptive) {
      same += first == second ? 1 : 0;
      asked += adaptive.asked();
      if (Math.abs(ability - CUT) >= AWAY) {
        boolean deserved = ability >= CUT;
        away++;
        sameAway += first == second ? 1 : 0;
        rightAway += first == deserved ? 1 : 0;
        adaptiveRightAway += adaptive.passed() == deserved ? 1 : 0;
      }
    }
  }

  /** Everything that was answered; a person's two forms are one long one. */
  private static final class Answers {
    private final List<Integer> person = new ArrayList<>();
    private final List<Integer> item = new ArrayList<>();
    private final List<Double> score = new ArrayList<>();

    void add(int of, int on, double scored) {
      person.add(of);
      item.add(on);
      score.add(scored);
    }

    double difficultyRecovered(List<ItemParameters> bank) {
      var result =
          ItemCalibration.of(
              new ItemCalibration.Scores(
                  CANDIDATES,
                  ITEMS,
                  person.stream().mapToInt(Integer::intValue).toArray(),
                  item.stream().mapToInt(Integer::intValue).toArray(),
                  score.stream().mapToDouble(Double::doubleValue).toArray()),
              Map.of());
      return Ranks.correlation(
          result.items().stream().mapToDouble(ItemCalibration.Estimate::difficulty).toArray(),
          bank.stream().mapToDouble(ItemParameters::difficulty).toArray());
    }
  }
}
