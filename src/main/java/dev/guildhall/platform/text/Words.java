package dev.guildhall.platform.text;

import java.lang.Character.UnicodeScript;

/**
 * Counts words as a person would, by rules that need no dictionary, so that the server and every
 * client count alike. The web client has the same rules in {@code src/i18n/words.ts}; both are
 * tried on the table {@code words.json}.
 *
 * <ul>
 *   <li>Letters, digits and what extends them (marks, joiners, the underscore) make one word. A
 *       dot, apostrophe, colon or comma between two of them may keep them in one: don't, 3.14.
 *   <li>Chinese and Japanese are written without spaces: each Han or Hiragana character is a word,
 *       as their readers count.
 *   <li>Thai, Lao, Khmer and Burmese have none either, but a letter is less than a word: every
 *       three letters of a run are one, which is close to what dictionaries find.
 * </ul>
 */
public final class Words {

  private static final int LETTERS_OF_A_WORD = 3;
  private static final int JOINS_LETTERS = 1;
  private static final int JOINS_DIGITS = 2;

  private Words() {}

  /** The number of words in {@code text}. */
  public static int count(String text) {
    int words = 0;
    int run = 0;
    boolean inside = false;
    int before = ' ';
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int next = i + Character.charCount(point);
      var kind = kindOf(point);
      switch (kind) {
        case WORD -> words++;
        case PART -> words += run % LETTERS_OF_A_WORD == 0 ? 1 : 0;
        case LETTER -> words += inside ? 0 : 1;
        case EXTENSION, OTHER -> {}
      }
      if (kind != Kind.EXTENSION) {
        run = kind == Kind.PART ? run + 1 : 0;
        inside =
            kind == Kind.LETTER
                || (inside
                    && kind == Kind.OTHER
                    && next < text.length()
                    && joins(before, point, text.codePointAt(next)));
        before = kind == Kind.LETTER ? point : before;
      }
      i = next;
    }
    return words;
  }

  /** What a character does to the count. A {@code LETTER} may be a digit. */
  private enum Kind {
    WORD,
    PART,
    LETTER,
    EXTENSION,
    OTHER
  }

  private static Kind kindOf(int point) {
    if (Character.isLetter(point)) {
      return switch (UnicodeScript.of(point)) {
        case HAN, HIRAGANA -> Kind.WORD;
        case THAI, LAO, KHMER, MYANMAR -> Kind.PART;
        default -> Kind.LETTER;
      };
    }
    return switch (Character.getType(point)) {
      case Character.DECIMAL_DIGIT_NUMBER -> Kind.LETTER;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.OTHER_NUMBER ->
          Kind.EXTENSION;
      default -> Kind.OTHER;
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
}
