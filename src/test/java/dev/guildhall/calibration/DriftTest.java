package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.account.AccountId;
import dev.guildhall.calibration.Drift.Known;
import dev.guildhall.grading.GradingId;
import dev.guildhall.grading.PaperId;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.item.ItemId;
import dev.guildhall.psychometrics.DriftAlarm;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static GivenGrade line(String line, int given, int known, int max) {
    var id = new UUID(0, 1);
    return new GivenGrade(
        new GradingId(id),
        new PaperId(id),
        null,
        new ItemId(id),
        1,
        null,
        new AccountId(id),
        false,
        line,
        given,
        max,
        known,
        60,
        Instant.EPOCH);
  }

  @Test
  void aPaperIsOffByTheMeanOfItsLines() {
    var one = Known.of(List.of(line("a", 3, 1, 4)));
    var two = Known.of(List.of(line("a", 3, 1, 4), line("b", 2, 2, 4)));

    assertThat(one.off()).isEqualTo(2);
    assertThat(one.spread()).isCloseTo(0.65, within(0.01));
    assertThat(two.off()).isEqualTo(1);
    assertThat(two.spread()).isBetween(one.spread() / Math.sqrt(2), one.spread());
  }

  @Test
  void whoIsFarTooMildIsFoundAfterAFewPapersAndAGoodReviewerSeldom() {
    var mild = Drift.NONE;
    while (mild.alarm().drift().isEmpty()) {
      mild = mild.after(Known.of(List.of(line("a", 4, 2, 4))), 0);
    }
    assertThat(mild.found()).contains(DriftAlarm.Drift.LENIENT);
    assertThat(mild.alarm().papers()).isBetween(2, 5);
    assertThat(mild.recentOff()).isEqualTo(2);
    var random = new Random(8);
    int alarms = 0;
    for (int reviewer = 0; reviewer < 200; reviewer++) {
      var good = Drift.NONE;
      for (int paper = 0; paper < 100; paper++) {
        // Two of three exactly, all but a few within one.
        int off = random.nextInt(3) > 0 ? 0 : random.nextBoolean() ? 1 : -1;
        good = good.after(Known.of(List.of(line("a", 2 + off, 2, 4))), 0);
      }
      alarms += good.alarm().drift().isPresent() ? 1 : 0;
    }
    assertThat(alarms).as("of 200 good reviewers with 100 known papers each").isLessThan(20);
  }

  @Test
  void whoIsOffToEitherSideIsErratic() {
    var erratic = Drift.NONE;
    for (int paper = 0; erratic.alarm().drift().isEmpty(); paper++) {
      erratic = erratic.after(Known.of(List.of(line("a", paper % 2 == 0 ? 0 : 4, 2, 4))), 0);
    }
    assertThat(erratic.found()).contains(DriftAlarm.Drift.ERRATIC);
    assertThat(erratic.recentDistance()).isEqualTo(2);
  }

  @Test
  void aLittleSeverityThatGradesAreCorrectedByIsAllowedFor() {
    var plain = Drift.NONE;
    var corrected = Drift.NONE;
    for (int paper = 0; paper < 20; paper++) {
      // On every second paper one grade too low.
      var known = Known.of(List.of(line("a", 3 - paper % 2, 3, 4)));
      plain = plain.after(known, 0);
      corrected = corrected.after(known, 0.5);
    }
    assertThat(corrected.alarm().severe()).isLessThan(plain.alarm().severe());
    var far = Drift.NONE;
    for (int paper = 0; paper < 10; paper++) {
      far = far.after(Known.of(List.of(line("a", 1, 3, 4))), 2);
    }
    assertThat(far.found()).as("not for much").contains(DriftAlarm.Drift.SEVERE);
  }

  @Test
  void itIsReadAsItWasWritten() {
    var drift = Drift.NONE;
    for (int paper = 0; paper < 12; paper++) {
      drift = drift.after(Known.of(List.of(line("a", paper % 4, 2, 4))), 0.1);
    }
    assertThat(Drift.parse(drift.json())).isEqualTo(drift);
    assertThat(drift.recent()).hasSize(10);
    assertThat(drift.recentDistance()).isCloseTo(1, within(0.3));
  }
}
