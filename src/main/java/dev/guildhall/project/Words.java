package dev.guildhall.project;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * Counts words as a person would: the segments of Unicode Standard Annex 29 that hold a letter or a
 * digit, which is what {@code Intl.Segmenter} calls word-like.
 *
 * <p>Han and Hiragana are written without spaces. Browsers look words up in a dictionary that the
 * JDK does not have, so each such character counts as one word, as Chinese and Japanese readers
 * count them; this is never less than what a browser counts.
 */
public final class Words {

  private static final int JOINS_LETTERS = 1;
  private static final int JOINS_DIGITS = 2;

  private Words() {}

  /** The number of words in {@code text}. */
  public static int count(String text) {
    int words = 0;
    boolean inside = false;
    int before = ' ';
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int next = i + Character.charCount(point);
      if (isThai(point)) {
        int end = endOfThai(text, i);
        words += thaiWords(text.substring(i, end));
        inside = false;
        next = end;
      } else if (standsAlone(point)) {
        words++;
        inside = false;
      } else if (Character.isLetterOrDigit(point)) {
        words += inside ? 0 : 1;
        inside = true;
        before = point;
      } else if (inside && !extendsWord(point)) {
        inside = next < text.length() && joins(before, point, text.codePointAt(next));
      }
      i = next;
    }
    return words;
  }

  private static boolean standsAlone(int point) {
    return point >= 0x3000
        && Character.isLetter(point)
        && switch (UnicodeScript.of(point)) {
          case HAN, HIRAGANA -> true;
          default -> false;
        };
  }

  /** Marks on a letter, joiners and the underscore belong to the word that they follow. */
  private static boolean extendsWord(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  /** Whether {@code middle} keeps two letters, or two digits, in one word: don't, 3.14. */
  private static boolean joins(int before, int middle, int after) {
    int kinds =
        switch (middle) {
          case '.', '\'', '’', '‘', '\u2024', '\uFE52', '\uFF07', '\uFF0E' ->
              JOINS_LETTERS | JOINS_DIGITS;
          case ':', '\u00B7', '\u0387', '\u2027', '\uFE13', '\uFE55', '\uFF1A' -> JOINS_LETTERS;
          case ',', ';', '\uFF1B', '\uFF0C' -> JOINS_DIGITS;
          default -> 0;
        };
    return ((kinds & JOINS_LETTERS) != 0 && Character.isLetter(before) && Character.isLetter(after))
        || ((kinds & JOINS_DIGITS) != 0 && Character.isDigit(before) && Character.isDigit(after));
  }

  private static boolean isThai(int point) {
    return point >= 0x0E00 && point <= 0x0E7F;
  }

  private static int endOfThai(String text, int start) {
    int end = start;
    while (end < text.length() && isThai(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Thai has no spaces either, but the JDK has its dictionary. */
  private static int thaiWords(String run) {
    var breaks = BreakIterator.getWordInstance(Locale.of("th"));
    breaks.setText(run);
    int words = 0;
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      words += run.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit) ? 1 : 0;
      start = end;
    }
    return words;
  }
}
