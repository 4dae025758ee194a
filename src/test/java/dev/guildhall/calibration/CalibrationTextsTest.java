package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class CalibrationTextsTest {

  @Test
  void everySentenceIsThereInChineseToo() {
    var english = ResourceBundle.getBundle("messages.calibration", Locale.ROOT);
    var chinese = ResourceBundle.getBundle("messages.calibration", Locale.CHINESE);

    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(CalibrationTexts.of(Locale.CHINESE, key, 3, 1.25))
          .as(key)
          .isNotEqualTo(CalibrationTexts.of(Locale.ENGLISH, key, 3, 1.25))
          .doesNotContain("{");
    }
  }

  @Test
  void numbersAreRounded() {
    assertThat(CalibrationTexts.of(Locale.ENGLISH, "pause.severe", 1, 1.26))
        .startsWith(
            "On the last 1 answer whose grades are known, your grades were 1.3 points lower");
    assertThat(CalibrationTexts.of(Locale.ENGLISH, "kappa.good", 0.666)).contains("(kappa 0.67)");
  }
}
