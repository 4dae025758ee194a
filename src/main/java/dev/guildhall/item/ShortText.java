package dev.guildhall.item;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Short texts that mean the same to a reader are the same here, whatever a keyboard made of them.
 */
final class ShortText {

  // Latin, Greek and Cyrillic only: marks of other scripts tell words apart.
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
  private static final Pattern HIDDEN = Pattern.compile("\\p{Cf}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u02bc`\\u00b4]");
  private static final Pattern QUOTES = Pattern.compile("[\\u201c\\u201d\\u201e]");
  private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");
  // What ends sentences, quotes and brackets; a sign of a word (C#, .NET, -5, 50%) is part of it.
  private static final Pattern BEGINNING = Pattern.compile("^[\\p{Ps}\\p{Pi}\"'¿¡\\s]+");
  private static final Pattern END = Pattern.compile("[\\p{Pe}\\p{Pf}\"'.,;:!?。、\\s]+$");

  private ShortText() {}

  /**
   * Whether one of the accepted texts was written.
   *
   * @param exact whether case, accents and punctuation count
   */
  static boolean isAccepted(List<String> accepted, boolean exact, String text) {
    var given = exact ? precise(text) : normal(text);
    return !given.isEmpty()
        && accepted.stream().anyMatch(one -> given.equals(exact ? precise(one) : normal(one)));
  }

  /** The same characters, however they are encoded. */
  static String precise(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  /**
   * Without case, accents, punctuation at the ends, runs of spaces, and what only looks different:
   * full width, ligatures, typographic quotes and dashes.
   */
  static String normal(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    plain = ACCENTS.matcher(plain).replaceAll("");
    plain = HIDDEN.matcher(plain).replaceAll("");
    plain = APOSTROPHES.matcher(plain).replaceAll("'");
    plain = QUOTES.matcher(plain).replaceAll("\"");
    plain = DASHES.matcher(plain).replaceAll("-");
    plain = SPACES.matcher(plain).replaceAll(" ");
    plain = BEGINNING.matcher(plain).replaceAll("");
    plain = END.matcher(plain).replaceAll("");
    // By way of the upper case, in which ß is SS and ς is Σ.
    return plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
