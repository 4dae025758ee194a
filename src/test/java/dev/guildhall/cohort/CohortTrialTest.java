package dev.guildhall.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortTrialTest {

  @Test
  void parallelFormsDecideAlikeAwayFromTheCut() {
    var forms = FormsTrial.run(new Random(11));

    assertThat(forms.sameDecisionAway()).isGreaterThanOrEqualTo(0.9);
    assertThat(forms.rightAway()).isGreaterThanOrEqualTo(0.9);
    assertThat(forms.formDifficultySpread()).isLessThan(0.1);
    assertThat(forms.adaptiveItems()).isLessThan(forms.itemsPerForm());
    assertThat(forms.adaptiveRightAway()).isGreaterThanOrEqualTo(0.9);
    assertThat(forms.difficultyRecovered()).isGreaterThan(0.95);
  }

  @Test
  void workersAreRankedBetterThanByMeansAndPlantedReviewersAreFound() {
    var panel = PanelTrial.run(new Random(12));

    assertThat(panel.byCorrected()).isGreaterThan(panel.byRawMeans());
    assertThat(panel.lenientSeverity()).isLessThan(-1);
    assertThat(panel.randomConsistency()).isLessThan(0.4);
    assertThat(panel.randomInfit()).isGreaterThan(1.5).isGreaterThan(panel.othersMostInfit());
    assertThat(panel.lenientFoundAfter()).isLessThan(15);
    assertThat(panel.randomFoundAfter()).isLessThan(15);
    assertThat(panel.falseAlarms()).isLessThan(5);
  }

  @Test
  void aLeakIsFoundAndNothingElseIsBlamed() {
    var leak = LeakTrial.run(new Random(13));

    assertThat(leak.shownUntilFound()).isBetween(1, 150);
    assertThat(leak.blamed()).isLessThanOrEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameSummary(@TempDir Path folder) throws IOException {
    var one = CohortTrial.run(3, folder.resolve("one"));

    assertThat(CohortTrial.run(3, folder.resolve("other"))).isEqualTo(one);
    assertThat(Files.readString(folder.resolve("one/summary.json"))).startsWith(one);
  }
}
