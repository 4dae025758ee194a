package dev.guildhall.psychometrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** How soon the alarms are raised, and how seldom without a cause. */
final class AlarmsTest {

  /** How many papers it took on average, of the runs that named the drift rightly. */
  private static double papersUntil(DriftAlarm.Drift drift, DoubleSupplier deviations) {
    double papers = 0;
    int right = 0;
    for (int run = 0; run < 200; run++) {
      var alarm = DriftAlarm.NONE;
      while (alarm.drift().isEmpty()) {
        alarm = alarm.after(deviations.getAsDouble());
      }
      if (alarm.drift().equals(Optional.of(drift))) {
        right++;
        papers += alarm.papers();
      }
    }
    assertThat(right).isGreaterThan(170);
    return papers / right;
  }

  @Test
  void aReviewerWhoTurnsSevereLenientOrErraticIsFoundSoon() {
    var random = new Random(1);
    assertThat(papersUntil(DriftAlarm.Drift.SEVERE, () -> random.nextGaussian() - 2)).isLessThan(7);
    assertThat(papersUntil(DriftAlarm.Drift.LENIENT, () -> random.nextGaussian() + 1))
        .isLessThan(20);
    assertThat(papersUntil(DriftAlarm.Drift.ERRATIC, () -> random.nextGaussian() * 2.5))
        .isLessThan(10);
  }

  @Test
  void aGoodReviewerIsSeldomStopped() {
    var random = new Random(2);
    int alarms = 0;
    for (int reviewer = 0; reviewer < 500; reviewer++) {
      var alarm = DriftAlarm.NONE;
      for (int paper = 0; paper < 100; paper++) {
        alarm = alarm.after(random.nextGaussian());
      }
      alarms += alarm.drift().isPresent() ? 1 : 0;
    }
    // 100 of at least 1,000 papers until a false alarm: a tenth at the most.
    assertThat(alarms).isLessThan(50);
  }

  private static double answer(ItemParameters item, double ability, double leaked, Random random) {
    boolean knows = random.nextDouble() < leaked;
    return knows || random.nextDouble() < item.chance(ability) ? 1 : 0;
  }

  @Test
  void aPlantedLeakIsFoundAndItsFreshTwinIsNotBlamed() {
    var random = new Random(3);
    var item = new ItemParameters(1.2, 0.5);
    double answers = 0;
    int blamed = 0;
    for (int run = 0; run < 100; run++) {
      var exposed = LeakAlarm.NONE;
      var twin = LeakAlarm.NONE;
      int seen = 0;
      while (!exposed.isSuspectBeside(twin)) {
        assertThat(seen++).isLessThan(400);
        double ability = random.nextGaussian();
        exposed = exposed.after(item, ability, answer(item, ability, 0.5, random));
        double other = random.nextGaussian();
        twin = twin.after(item, other, answer(item, other, 0, random));
        blamed += twin.isSuspect() ? 1 : 0;
      }
      answers += seen / 100.0;
    }
    // Half of the people know the answer.
    assertThat(answers).isLessThan(80);
    assertThat(blamed).isLessThanOrEqualTo(5);
  }

  @Test
  void cleanBanksRaiseNoAlarm() {
    var random = new Random(4);
    int alarms = 0;
    for (int i = 0; i < 300; i++) {
      var item = new ItemParameters(0.7 + random.nextDouble(), random.nextGaussian());
      var alarm = LeakAlarm.NONE;
      for (int answer = 0; answer < 300; answer++) {
        double ability = random.nextGaussian();
        alarm = alarm.after(item, ability, answer(item, ability, 0, random));
        alarms += alarm.isSuspect() ? 1 : 0;
      }
    }
    assertThat(alarms).isLessThanOrEqualTo(12);
  }

  @Test
  void whatMakesAnItemAndItsTwinEasierIsNoLeak() {
    var random = new Random(5);
    var item = new ItemParameters(1.2, 0.5);
    var one = LeakAlarm.NONE;
    var twin = LeakAlarm.NONE;
    for (int answer = 0; answer < 200; answer++) {
      double ability = random.nextGaussian();
      one = one.after(item, ability, answer(item, ability, 0.5, random));
      twin = twin.after(item, ability, answer(item, ability, 0.5, random));
    }
    assertThat(one.isSuspect()).isTrue();
    assertThat(one.isSuspectBeside(twin)).isFalse();
  }
}
