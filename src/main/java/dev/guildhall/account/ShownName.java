package dev.guildhall.account;

import dev.guildhall.platform.error.Refusal;
import java.text.Normalizer;

/** Names that people and organisations give themselves. */
final class ShownName {

  private ShownName() {}

  /**
   * NFC, without control and format characters, white space collapsed; refused when nothing is
   * left.
   */
  static String cleaned(String text, String pointer) {
    String name =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .replaceAll("[\\s\\p{Z}]+", " ")
            .replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "")
            .strip();
    if (name.isEmpty()) {
      throw Refusal.Invalid.field(pointer, "blank", "Write a name that can be seen.");
    }
    return name;
  }

  /**
   * The name as a message may quote it: nothing in it that a mail program would turn into a link.
   */
  static String inMail(String name) {
    return name.replaceAll("[/:@<>\\\\]", " ").replaceAll("\\.(?=\\S)", ". ");
  }
}
