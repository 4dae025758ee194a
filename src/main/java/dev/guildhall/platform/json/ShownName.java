package dev.guildhall.platform.json;

import dev.guildhall.platform.error.Refusal;
import java.text.Normalizer;

/** Names that people give to themselves and their things, for others to read on one line. */
public final class ShownName {

  // Joiners are needed in several scripts and in emoji; the other format characters only hide
  // things or turn the direction of the text around them. Noncharacters mean nothing to anybody.
  private static final String HIDDEN =
      "[\\p{Cc}\\p{Cf}\\p{IsNoncharacter_Code_Point}&&[^\\u200C\\u200D]]";
  // Letters by their class, blank to the eye.
  private static final String BLANK =
      "[\\s\\p{Z}\\u200C\\u200D\\u115F\\u1160\\u2800\\u3164\\uFFA0]";

  private ShownName() {}

  /**
   * NFC, without characters that nobody sees, white space collapsed; refused when nothing is left
   * to see.
   *
   * @param pointer the field, for the refusal
   */
  public static String cleaned(String text, String pointer) {
    String name =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .replaceAll("[\\s\\p{Z}]+", " ")
            .replaceAll(HIDDEN, "")
            .strip();
    if (name.replaceAll(BLANK, "").isEmpty()) {
      throw Refusal.Invalid.field(pointer, "blank", "Write a name that can be seen.");
    }
    return name;
  }

  /**
   * The name as a message may quote it: nothing in it that a mail program would turn into a link.
   */
  public static String inMail(String name) {
    return name.replaceAll("[/:@<>\\\\]", " ").replaceAll("\\.(?=\\S)", ". ");
  }
}
