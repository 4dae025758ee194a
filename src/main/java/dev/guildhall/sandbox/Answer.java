package dev.guildhall.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of one call, as a child tells it in one line of ASCII.
 *
 * @param call which one, counted from 0
 * @param text JSON: the value, or a string that says what was wrong
 */
record Answer(int call, Kind kind, long millis, String text) {

  private static final Pattern LINE =
      Pattern.compile("(\\d{1,5}) ([A-Z_]{1,20}) (\\d{1,12}) (\\p{Print}+)");

  enum Kind {
    VALUE,
    /** The program itself is no program, or ends before it defines the function. */
    UNLOADABLE,
    THREW,
    /** Something came back that JSON has no word for, or too much. */
    NO_JSON
  }

  /** The line before any answer: the program's time begins. */
  static String ready(String nonce) {
    return nonce + " ready";
  }

  /** The line after the last answer. */
  static String done(String nonce) {
    return nonce + " done";
  }

  String line(String nonce) {
    return nonce + ' ' + call + ' ' + kind + ' ' + millis + ' ' + text;
  }

  /** Reads a line; empty when it does not carry {@code nonce} or is none of ours. */
  static Optional<Answer> parse(String nonce, String line) {
    if (!line.startsWith(nonce + ' ')) {
      return Optional.empty();
    }
    var parts = LINE.matcher(line.substring(nonce.length() + 1));
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Answer(
              Integer.parseInt(parts.group(1)),
              Kind.valueOf(parts.group(2)),
              Long.parseLong(parts.group(3)),
              parts.group(4)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
