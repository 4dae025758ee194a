package dev.guildhall.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.Refusal;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final long MILLI = 1_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Admission admission = new Admission(nanos::get);

  @Test
  void readsAreRefusedBeforeClaimsAndTheseBeforeSubmissions() {
    int reads = fill(Priority.LAST);
    int claims = fill(Priority.NORMAL);
    int submissions = fill(Priority.FIRST);

    assertThat(reads).isEqualTo(96);
    assertThat(reads + claims).isEqualTo(128);
    assertThat(reads + claims + submissions).isEqualTo(Admission.LEAST);
  }

  @Test
  void anAnswerMakesRoom() {
    fill(Priority.FIRST);

    admission.leave();

    assertThat(enters(Priority.FIRST)).isTrue();
    assertThat(enters(Priority.FIRST)).isFalse();
  }

  @Test
  void theRoomIsWhatIsAnsweredWithinThePatienceOfItsCallers() {
    answering(5_000, 5_000);

    assertThat(admission.room()).isBetween(1_400, 1_500);
  }

  @Test
  void aMachineThatBecomesSlowHasLessRoom() {
    answering(5_000, 5_000);
    answering(1_000, 5_000);

    assertThat(admission.room()).isBetween(300, 340);

    answering(1, 60_000);
    assertThat(admission.room()).isEqualTo(Admission.LEAST);
  }

  @Test
  void aNodeThatComesToNothingInTimeHasLessRoomUntilItKeepsUpAgain() {
    answering(5_000, 5_000);
    for (int i = 0; i < 20; i++) {
      admission.rang(Admission.LATE.toNanos() + 1);
      answering(5_000, 100);
    }

    assertThat(admission.room()).isEqualTo(Admission.LEAST);

    admission.rang(Admission.LATE.toNanos() - 1);
    answering(5_000, 6_000);
    assertThat(admission.room()).isBetween(1_400, 1_500);
  }

  @Test
  void howLongARequestStaysFollowsFromHowManyThereAreAndHowFastTheyAreAnswered() {
    assertThat(admission.stay()).isZero();
    answering(1_000, 5_000);
    for (int i = 0; i < 100; i++) {
      assertThat(enters(Priority.FIRST)).isTrue();
    }

    assertThat(admission.stay()).isBetween(0.09, 0.11);
  }

  @Test
  void aPauseOfTheWholeMachineIsNotMistakenForARate() {
    answering(5_000, 5_000);
    nanos.addAndGet(2_000 * MILLI);
    answering(5_000, 200);

    assertThat(admission.room()).isGreaterThan(Admission.LEAST);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_123})
  void whoWasLetInIsCountedOnceUntilTheyLeave(long seed) {
    var random = new Random(seed);
    int inside = 0;
    for (int step = 0; step < 20_000; step++) {
      nanos.addAndGet(random.nextLong(MILLI));
      if (random.nextInt(100) < 55) {
        var priority = Priority.values()[random.nextInt(3)];
        if (enters(priority)) {
          inside++;
          assertThat(inside).isLessThanOrEqualTo(admission.room());
        }
      } else if (inside > 0) {
        admission.leave();
        inside--;
      }
      assertThat(admission.underWay()).isEqualTo(inside);
    }
  }

  private int fill(Priority priority) {
    int entered = 0;
    while (enters(priority)) {
      entered++;
    }
    return entered;
  }

  private boolean enters(Priority priority) {
    try {
      admission.enter(priority);
      return true;
    } catch (Refusal.Unavailable full) {
      return false;
    }
  }

  /** So many requests a second, each answered at once, for so long. */
  private void answering(int perSecond, int millis) {
    for (int n = 0; n < (long) perSecond * millis / 1_000; n++) {
      nanos.addAndGet(1_000 * MILLI / perSecond);
      admission.enter(Priority.FIRST);
      admission.leave();
    }
  }
}
