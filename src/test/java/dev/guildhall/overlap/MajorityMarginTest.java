package dev.guildhall.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MajorityMarginTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

  // By hand: with two answers 1 - Σ C(n, j) / 2^n, such as 3:0 with n = 4, 1 - 1/16.
  @ParameterizedTest
  @CsvSource({
    "2, 0, 2, 0.875",
    "3, 0, 2, 0.9375",
    "4, 0, 2, 0.96875",
    "5, 1, 2, 0.9375",
    "6, 1, 2, 0.964843",
    "4, 0, 3, 0.9375",
    "5, 0, 3, 0.96875",
    "2, 2, 2, 0.5",
    "0, 0, 2, 0.5"
  })
  void thePosteriorIsThatOfTheFormula(int leading, int other, int options, BigDecimal posterior) {
    var standing = MajorityMargin.ofPosterior(950).of(tally(options, leading, other));

    assertThat(standing.posterior()).isEqualByComparingTo(posterior);
    assertThat(standing.settled()).isEqualTo(posterior.compareTo(new BigDecimal("0.95")) >= 0);
  }

  @Test
  void theExampleOfTheFormHolds() {
    var rule = MajorityMargin.ofPosterior(950);

    assertThat(rule.of(tally(2, 3, 0)).settled()).isFalse();
    assertThat(rule.of(tally(2, 4, 0)).settled()).isTrue();
    assertThat(rule.of(tally(2, 5, 1)).settled()).isFalse();
    assertThat(rule.of(tally(2, 6, 1)).settled()).isTrue();
  }

  @Test
  void aMarginIsCountedOverTheNextAnswer() {
    var rule = MajorityMargin.ofVotes(3);

    assertThat(rule.of(tally(3, 3, 0, 0)).settled()).isTrue();
    assertThat(rule.of(tally(3, 5, 3, 0)).settled()).isFalse();
    assertThat(rule.of(tally(3, 6, 3, 3)).settled()).isTrue();
  }

  @Test
  void inATieNothingLeads() {
    for (var rule : List.of(MajorityMargin.ofVotes(1), MajorityMargin.ofPosterior(501))) {
      var standing = rule.of(tally(3, 4, 4, 1));

      assertThat(standing.settled()).isFalse();
      assertThat(standing.leading()).isEmpty();
      assertThat(standing.margin()).isZero();
    }
  }

  @Test
  void whatCanNeverSettleIsKnown() {
    assertThat(MajorityMargin.ofPosterior(950).canSettle(3, 2)).isFalse();
    assertThat(MajorityMargin.ofPosterior(950).canSettle(4, 2)).isTrue();
    assertThat(MajorityMargin.ofVotes(4).canSettle(3, 2)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_130, -7_046_029_254_386_353_131L})
  void theOrderOfAnswersDoesNotMatterAndAskingEnds(long seed) {
    var random = new Random(seed);
    for (int n = 0; n < 500; n++) {
      int options = 2 + random.nextInt(4);
      int start = 1 + random.nextInt(5);
      int max = start + 1 + random.nextInt(20);
      var rule =
          random.nextBoolean()
              ? MajorityMargin.ofPosterior(501 + random.nextInt(499))
              : MajorityMargin.ofVotes(1 + random.nextInt(6));
      var answers = new ArrayList<String>();

      int asked = start;
      boolean settled = false;
      while (!settled && answers.size() < max) {
        while (answers.size() < asked) {
          answers.add(NAMES.get(random.nextInt(options)));
        }
        settled = rule.of(tally(options, answers)).settled();
        asked = settled ? asked : asked + 1;
      }

      assertThat(answers).hasSizeBetween(start, max);
      var here = rule.of(tally(options, answers));
      Collections.shuffle(answers, random);
      assertThat(rule.of(tally(options, answers))).isEqualTo(here);
      assertThat(here.posterior()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void anotherVoteForTheLeadingAnswerNeverMakesItLessSure(int options) {
    var rule = MajorityMargin.ofPosterior(950);
    for (int other = 0; other < 20; other++) {
      for (int leading = other; leading < 40; leading++) {
        assertThat(rule.of(tally(options, leading + 1, other)).posterior())
            .isGreaterThanOrEqualTo(rule.of(tally(options, leading, other)).posterior());
      }
    }
  }

  private static Tally tally(int options, int... counts) {
    var byAnswer = new HashMap<String, Integer>();
    for (int i = 0; i < counts.length; i++) {
      byAnswer.put(NAMES.get(i), counts[i]);
    }
    return new Tally(byAnswer, options);
  }

  private static Tally tally(int options, List<String> answers) {
    Map<String, Integer> counts = new HashMap<>();
    answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    return new Tally(counts, options);
  }
}
