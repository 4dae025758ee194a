package dev.guildhall.calibration;

import dev.guildhall.calibration.CalibrationDesk.Shown;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.psychometrics.WeightedKappa;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a reviewer's measures mean, in sentences for the reviewer. */
final class Meaning {

  static final double NORMAL_97_5 = 1.959963984540054;

  // Landis and Koch 1977.
  private static final double FAIR = 0.4;
  private static final double GOOD = 0.6;
  private static final double VERY_GOOD = 0.8;
  // Linacre 2002.
  private static final double ERRATIC = 1.5;
  private static final double EVEN = 0.5;

  private Meaning() {}

  static List<String> of(Shown shown, Locale locale) {
    var sentences = new ArrayList<String>();
    @Nullable WeightedKappa kappa = shown.agreement().map(Agreement::kappa).orElse(null);
    sentences.add(
        kappa == null
            ? CalibrationTexts.of(locale, "kappa.unknown")
            : CalibrationTexts.of(locale, "kappa." + agreement(kappa.value()), kappa.value()));
    var measures = shown.reviewer().measures();
    if (measures != null) {
      severity(sentences, measures, locale);
      consistency(sentences, measures, locale);
    }
    return sentences;
  }

  private static String agreement(double kappa) {
    if (kappa >= VERY_GOOD) {
      return "very_good";
    }
    if (kappa >= GOOD) {
      return "good";
    }
    return kappa >= FAIR ? "fair" : "poor";
  }

  private static void severity(List<String> sentences, Measures measures, Locale locale) {
    var low = measures.severityLow();
    var high = measures.severityHigh();
    var shift = measures.fairShift();
    if (low == null || high == null || shift == null) {
      return;
    }
    String key = "usual";
    if (low > 0) {
      key = "severe";
    } else if (high < 0) {
      key = "lenient";
    }
    sentences.add(CalibrationTexts.of(locale, "severity." + key, Math.abs(shift)));
  }

  private static void consistency(List<String> sentences, Measures measures, Locale locale) {
    var infit = measures.infit();
    if (infit != null && infit > ERRATIC) {
      sentences.add(CalibrationTexts.of(locale, "infit.erratic", infit));
    } else if (infit != null && infit < EVEN) {
      sentences.add(CalibrationTexts.of(locale, "infit.even", infit));
    }
  }
}
