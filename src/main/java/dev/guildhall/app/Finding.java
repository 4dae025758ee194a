package dev.guildhall.app;

/** What the doctor found out about one thing. */
record Finding(String what, boolean good, String detail) {

  static Finding good(String what, String detail) {
    return new Finding(what, true, detail);
  }

  static Finding bad(String what, String detail) {
    return new Finding(what, false, detail);
  }

  @Override
  public String toString() {
    return (good ? "ok    " : "WRONG ") + what + ": " + detail;
  }
}
