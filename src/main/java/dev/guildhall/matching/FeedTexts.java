package dev.guildhall.matching;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The words of the feed, from {@code messages/feed*.properties}. */
final class FeedTexts {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private FeedTexts() {}

  static String of(Locale locale, String key, Object... arguments) {
    var texts = ResourceBundle.getBundle("messages.feed", locale, NO_FALLBACK);
    return new MessageFormat(texts.getString(key), locale).format(arguments);
  }
}
