package dev.guildhall.push;

import dev.guildhall.push.PushRepository.Due;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What a device shows, from {@code messages/push*.properties}. */
final class PushTexts {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
  private static final String BUNDLE = "messages.push";
  private static final int MICRO_DIGITS = 6;

  private PushTexts() {}

  /** {@code {"title", "body", "path", "topic"}}, in the language of the account. */
  static JsonObject message(Due push) {
    var key = push.kind().name().toLowerCase(Locale.ROOT);
    return new JsonObject()
        .put("title", text(push, key + ".title"))
        .put("body", text(push, key + ".body"))
        .put("path", push.facts().getString("path"))
        .put("topic", push.topic());
  }

  private static String text(Due push, String key) {
    var texts = ResourceBundle.getBundle(BUNDLE, push.locale(), NO_FALLBACK);
    return new MessageFormat(texts.getString(key), push.locale())
        .format(
            new Object[] {
              push.facts().getString("title", ""), push.events(), money(push), until(push)
            });
  }

  private static String money(Due push) {
    if (push.money() == null) {
      return "";
    }
    var format = NumberFormat.getCurrencyInstance(push.locale());
    format.setCurrency(Currency.getInstance(push.money().currency()));
    // To the last micro: nobody is told of less, or more, than they get.
    format.setMaximumFractionDigits(MICRO_DIGITS);
    return format.format(BigDecimal.valueOf(push.money().micros(), MICRO_DIGITS));
  }

  private static String until(Due push) {
    Instant until = push.facts().getInstant("until");
    return until == null
        ? ""
        : DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            .withLocale(push.locale())
            .withZone(ZoneId.of(push.zone()))
            .format(until);
  }
}
