package dev.guildhall.sandbox;

import java.util.List;

/** What came of a program. */
public sealed interface Report {

  /** All tests were run. */
  record Ran(List<Result> results) implements Report {}

  /**
   * It took longer than it may; {@code results} has every test, those that had not ended as {@link
   * Result.Ending#UNFINISHED}.
   */
  record TimedOut(List<Result> results) implements Report {}

  /** It wanted more memory than it may; {@code results} as in {@link TimedOut}. */
  record OutOfMemory(List<Result> results) implements Report {}

  /** It was not run, and never will be as it is. */
  record Refused(Reason reason) implements Report {}

  /**
   * Nothing is known of the program: the sandbox failed, is closed, or has too many waiting. To be
   * tried again later, and then looked at by people.
   *
   * @param reason for the log
   */
  record Broken(String reason) implements Report {}

  enum Reason {
    /** More than {@value Sandbox#MAX_SOURCE_BYTES} bytes, or tests beyond all measure. */
    TOO_LONG,
    /** Nothing here runs its language. */
    UNKNOWN_LANGUAGE,
    /** The operator has nothing run on this node. */
    SWITCHED_OFF
  }
}
