package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.calibration.WatchRepository.Score;
import dev.guildhall.calibration.WatchRepository.Watched;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.psychometrics.ItemParameters;
import dev.guildhall.psychometrics.LeakAlarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaksTest {

  private static final ItemParameters USUAL = new ItemParameters(1.2, 0);
  private static final ItemId FAMILY = new ItemId(new UUID(0, 100));

  private static ItemVersionRef ref(int n) {
    return new ItemVersionRef(new ItemId(new UUID(0, n)), 1);
  }

  private static Watched watched(int n, int exposures) {
    return new Watched(
        ref(n),
        1,
        FAMILY,
        USUAL,
        LeakAlarm.NONE,
        false,
        true,
        exposures,
        new OrganisationId(new UUID(0, 1)),
        new AccountId(new UUID(0, 1)),
        "Item " + n);
  }

  private static double answer(double ability, double help, Random random) {
    return random.nextDouble() < USUAL.chance(ability + help) ? 1 : 0;
  }

  /** Each answers ten other items, and the item and its twin with so much help, in logits. */
  private static Leaks after(int people, int others, double helpOfItem, double helpOfTwin) {
    var leaks = new Leaks(List.of(watched(100, 500), watched(101, 5)));
    var random = new Random(3);
    for (int p = 0; p < people; p++) {
      var attempt = new UUID(1, p);
      double ability = random.nextGaussian();
      var scores = new ArrayList<Score>();
      for (int i = 0; i < others; i++) {
        scores.add(new Score(attempt, ref(i), ref(i).id(), USUAL, answer(ability, 0, random)));
      }
      scores.add(new Score(attempt, ref(100), FAMILY, USUAL, answer(ability, helpOfItem, random)));
      scores.add(new Score(attempt, ref(101), FAMILY, null, answer(ability, helpOfTwin, random)));
      leaks.add(scores);
    }
    return leaks;
  }

  @Test
  void whatIsAnsweredBetterThanItsFreshTwinIsSuspect() {
    assertThat(after(80, 10, 3, 0).suspects()).extracting(Watched::ref).containsExactly(ref(100));
  }

  @Test
  void whatRisesWithItsFreshTwinIsNot() {
    assertThat(after(80, 10, 3, 3).suspects()).extracting(Watched::ref).doesNotContain(ref(100));
  }

  @Test
  void cleanItemsAreNot() {
    assertThat(after(200, 10, 0, 0).suspects()).isEmpty();
  }

  @Test
  void nothingIsSaidOfPeopleOfWhomNothingElseIsKnown() {
    assertThat(after(80, 2, 3, 0).all()).extracting(Watched::alarm).containsOnly(LeakAlarm.NONE);
  }
}
