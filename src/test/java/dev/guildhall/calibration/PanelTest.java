package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.account.AccountId;
import dev.guildhall.grading.GradingId;
import dev.guildhall.grading.PaperId;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.item.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PanelTest {

  private static final ItemId ITEM = new ItemId(new UUID(9, 9));

  private static AccountId reviewer(int n) {
    return new AccountId(new UUID(3, n));
  }

  private static GivenGrade grade(
      int paper, int reviewer, String line, int grade, int max, @Nullable Integer known) {
    return new GivenGrade(
        new GradingId(new UUID(paper + 1, reviewer)),
        new PaperId(new UUID(4, paper)),
        null,
        ITEM,
        1,
        null,
        reviewer(reviewer),
        false,
        line,
        grade,
        max,
        known,
        60,
        Instant.EPOCH);
  }

  /** Four reviewers, two of each paper; the first is too strict by one grade of four. */
  private static List<GivenGrade> given(int from, int to) {
    var given = new ArrayList<GivenGrade>();
    var lots = new SplittableRandom(7);
    for (int p = 0; p < to; p++) {
      // Each paper is the same whatever the others are.
      var random = lots.split();
      if (p < from) {
        continue;
      }
      double quality = 2 + random.nextGaussian();
      for (int r : new int[] {p % 4, (p + 1 + p / 4 % 3) % 4}) {
        double off = (r == 0 ? -1 : 0) + random.nextGaussian() * 0.8;
        given.add(grade(p, r, "clear", Math.clamp(Math.round(quality + off), 0, 4), 4, null));
        given.add(grade(p, r, "sources", quality + off > 2 ? 1 : 0, 1, null));
      }
    }
    return given;
  }

  private static List<GivenGrade> clear(int from, int to) {
    return given(from, to).stream().filter(line -> line.line().equals("clear")).toList();
  }

  @Test
  void whoIsTooStrictIsFoundOnEachScale() {
    var panel = new Panel(given(0, 300));

    var strict = panel.of(reviewer(0)).orElseThrow();
    assertThat(strict.severity() - 1.96 * strict.severityError()).isPositive();
    assertThat(strict.fairShift()).isBetween(0.4, 1.0);
    assertThat(strict.fairShifts().keySet()).containsExactly(1, 4);
    assertThat(strict.fairShifts().get(1)).as("of one point").isBetween(0.02, 0.4);
    assertThat(panel.of(reviewer(1)).orElseThrow().fairShift()).isLessThan(0.1);
    assertThat(panel.of(reviewer(9))).isEmpty();
  }

  @Test
  void newGradesAreTakenInOnceAndComeToTheSame() {
    var panel = new Panel(clear(0, 160));
    panel.add(clear(150, 190));

    assertThat(panel.size()).isEqualTo(380);
    assertThat(panel.goesOn()).isTrue();
    var all = new Panel(clear(0, 190));
    assertThat(panel.of(reviewer(0)).orElseThrow().severity())
        .isCloseTo(all.of(reviewer(0)).orElseThrow().severity(), within(0.1));
    panel.add(clear(190, 260));
    assertThat(panel.goesOn()).isFalse();
  }

  @Test
  void oneReviewerAloneIsComparedWithWhatIsKnown() {
    var given = new ArrayList<GivenGrade>();
    var random = new SplittableRandom(2);
    for (int p = 0; p < 60; p++) {
      int known = random.nextInt(4);
      int off = random.nextInt(3) > 0 ? 1 : random.nextInt(-1, 3);
      given.add(grade(p, 0, "clear", Math.clamp(known + off, 0, 4), 4, known));
    }

    var mild = new Panel(given).of(reviewer(0)).orElseThrow();

    assertThat(mild.severity() + 1.96 * mild.severityError()).isNegative();
    assertThat(mild.fairShift()).isNegative();
  }

  @Test
  void whoAlwaysGivesOneMoreThanIsRightIsHalfAGradeFromTheMiddle() {
    var given = new ArrayList<GivenGrade>();
    for (int p = 0; p < 40; p++) {
      given.add(grade(p, 0, "clear", p % 4 + 1, 4, p % 4));
    }

    var mild = new Panel(given).of(reviewer(0)).orElseThrow();

    assertThat(mild.severity()).isBetween(-4.0, -1.0);
    assertThat(mild.fairShift()).isCloseTo(-0.5, within(0.1));
  }

  @Test
  void whoSawWhatOthersGaveIsNotMeasuredByIt() {
    var third =
        new GivenGrade(
            new GradingId(new UUID(1, 1)),
            new PaperId(new UUID(4, 1)),
            null,
            ITEM,
            1,
            null,
            reviewer(5),
            true,
            "clear",
            2,
            4,
            null,
            60,
            Instant.EPOCH);

    assertThat(new Panel(List.of(third)).of(reviewer(5))).isEmpty();
  }
}
