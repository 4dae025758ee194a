package dev.guildhall.calibration;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What measures mean in words, from {@code messages/calibration*.properties}. */
final class CalibrationTexts {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private CalibrationTexts() {}

  static String of(Locale locale, String key, Object... arguments) {
    var texts = ResourceBundle.getBundle("messages.calibration", locale, NO_FALLBACK);
    return new MessageFormat(texts.getString(key), locale).format(arguments);
  }
}
