package dev.guildhall.platform.json;

/** A text that is not the JSON it should be; {@code line} and {@code column} count from one. */
public final class MalformedJson extends Exception {

  private final int line;
  private final int column;

  MalformedJson(String what, int line, int column) {
    super(what, null, false, false);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
