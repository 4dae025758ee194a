package dev.guildhall.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What came of one test. It holds nothing that whoever may see {@code name} may not see: under a
 * hidden test a program's words are left out, for it could say what it was given.
 *
 * @param visible whether the worker may know what is given and expected
 * @param expected JSON; null unless visible and {@link Ending#DIFFERENT}
 * @param got JSON, or what was wrong in the engine's or the program's words; null when there is
 *     nothing to say or it may not be said
 * @param millis how long the call took
 */
public record Result(
    String name,
    boolean visible,
    Ending ending,
    @Nullable String expected,
    @Nullable String got,
    long millis) {

  public enum Ending {
    PASSED,
    /** Another value than the one expected. */
    DIFFERENT,
    /** The function threw, or its promise was not kept. */
    THREW,
    /** Nothing came back, or something that is no JSON. */
    NO_JSON,
    /** The program does not load; the same for all tests, and its reason may always be said. */
    UNLOADABLE,
    /** The program was ended before, or during this test. */
    UNFINISHED
  }

  public boolean passed() {
    return ending == Ending.PASSED;
  }

  /** In English, for reviewers and logs; screens have words of their own for each ending. */
  public String message() {
    return switch (ending) {
      case PASSED -> "passed";
      case DIFFERENT ->
          expected == null ? "another result" : "expected " + expected + ", got " + got;
      case THREW -> got == null ? "failed" : "failed: " + got;
      case NO_JSON -> got == null ? "no result" : "no result: " + got;
      case UNLOADABLE -> "does not load: " + got;
      case UNFINISHED -> "not finished";
    };
  }
}
