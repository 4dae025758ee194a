package dev.guildhall.item;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them, with either comma or point, read exactly. */
final class Numerals {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,15}\\.?\\d{0,15}|\\.\\d{1,15})([eE][+-]?\\d{1,2})?");
  private static final Pattern SPACED = Pattern.compile("(?<=\\d)[\\s\\p{Z}'’_](?=\\d{3}(\\D|$))");
  // A zero at the front is in no group of thousands.
  private static final Pattern BY_COMMAS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d*)?");
  private static final Pattern BY_POINTS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3})+(,\\d*)|[+-]?[1-9]\\d{0,2}(\\.\\d{3}){2,}");

  private Numerals() {}

  /**
   * The number, or null when it is none. {@code 1,234} is more than a thousand, {@code 0,125} and
   * {@code 1,5} have a decimal comma; {@code 1.234,5} and {@code 1,234.5} say themselves what is
   * meant.
   *
   * @param unit that may stand before or behind it
   */
  static @Nullable BigDecimal read(String text, @Nullable String unit) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    if (unit != null) {
      plain = without(plain, Normalizer.normalize(unit, Normalizer.Form.NFKC).strip());
    }
    plain = SPACED.matcher(plain.replaceAll("[\\u2010-\\u2015\\u2212]", "-")).replaceAll("");
    if (BY_COMMAS.matcher(plain).matches()) {
      plain = plain.replace(",", "");
    } else if (BY_POINTS.matcher(plain).matches()) {
      plain = plain.replace(".", "").replace(',', '.');
    } else if (!plain.contains(".") && plain.indexOf(',') == plain.lastIndexOf(',')) {
      plain = plain.replace(',', '.');
    }
    return NUMBER.matcher(plain).matches() ? new BigDecimal(plain) : null;
  }

  private static String without(String text, String unit) {
    if (text.endsWith(unit)) {
      return text.substring(0, text.length() - unit.length()).strip();
    }
    return text.startsWith(unit) ? text.substring(unit.length()).strip() : text;
  }
}
