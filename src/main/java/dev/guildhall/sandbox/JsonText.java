package dev.guildhall.sandbox;

import java.math.BigInteger;
import org.graalvm.polyglot.Value;

/**
 * Writes a program's value as JSON in ASCII, without asking the program's own {@code JSON}, which
 * it may have changed.
 */
final class JsonText {

  static final int MAX_LENGTH = 200_000;

  private static final int MAX_DEPTH = 30;

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /** There is no JSON for it; the message says why. */
  static final class NoJson extends Exception {
    NoJson(String why) {
      super(why);
    }
  }

  static String of(Value value) throws NoJson {
    var text = new JsonText();
    text.write(value, 0);
    return text.out.toString();
  }

  static String quoted(String text) {
    var quoted = new JsonText();
    quoted.quote(text);
    return quoted.out.toString();
  }

  private void write(Value value, int depth) throws NoJson {
    if (depth > MAX_DEPTH) {
      throw new NoJson("The result is nested too deeply, or contains itself.");
    }
    if (value.isNull()) {
      out.append("null");
    } else if (value.isBoolean()) {
      out.append(value.asBoolean());
    } else if (value.isNumber()) {
      number(value);
    } else if (value.isString()) {
      text(value.asString());
    } else if (value.isInstant()) {
      text(value.asInstant().toString());
    } else if (value.hasArrayElements()) {
      array(value, depth);
    } else if (value.canExecute() || value.hasHashEntries() || value.hasIterator()) {
      throw new NoJson("The result holds a function, a map or a set, which JSON has no word for.");
    } else if (value.hasMembers()) {
      object(value, depth);
    } else {
      throw new NoJson("The result holds something that JSON has no word for.");
    }
    requireRoom();
  }

  private void number(Value value) throws NoJson {
    if (value.fitsInLong()) {
      out.append(value.asLong());
    } else if (value.fitsInDouble()) {
      double number = value.asDouble();
      if (!Double.isFinite(number)) {
        throw new NoJson("The result holds " + number + ", which JSON has no word for.");
      }
      out.append(number);
    } else {
      BigInteger number = value.asBigInteger();
      if (number.bitLength() > 64) {
        throw new NoJson("The result holds a number beyond 64 bits.");
      }
      out.append(number);
    }
  }

  private void array(Value value, int depth) throws NoJson {
    long size = value.getArraySize();
    if (size > MAX_LENGTH) {
      throw tooLong();
    }
    out.append('[');
    for (long i = 0; i < size; i++) {
      if (i > 0) {
        out.append(',');
      }
      write(value.getArrayElement(i), depth + 1);
    }
    out.append(']');
  }

  /** Members that are {@code undefined} are left out, as JavaScript does. */
  private void object(Value value, int depth) throws NoJson {
    out.append('{');
    boolean first = true;
    for (String key : value.getMemberKeys()) {
      var member = value.getMember(key);
      if (member == null || isUndefined(member)) {
        continue;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      text(key);
      out.append(':');
      write(member, depth + 1);
    }
    out.append('}');
  }

  static boolean isUndefined(Value value) {
    return value.isNull() && value.toString().equals("undefined");
  }

  private void text(String text) throws NoJson {
    if (text.length() > MAX_LENGTH) {
      throw tooLong();
    }
    quote(text);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 127) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
  }

  private void requireRoom() throws NoJson {
    if (out.length() > MAX_LENGTH) {
      throw tooLong();
    }
  }

  private static NoJson tooLong() {
    return new NoJson("The result is too long.");
  }
}
