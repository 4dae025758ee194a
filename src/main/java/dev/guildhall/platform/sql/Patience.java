package dev.guildhall.platform.sql;

import java.time.Duration;

/**
 * How long one kind of work may take on its connections.
 *
 * @param statement after which the server cancels a statement
 * @param lock after which the server gives up waiting for a lock
 * @param connection how long to wait for a connection to become free
 * @param idle after which a connection that nobody uses is closed
 * @param silence after which the client closes a connection that says nothing at all: the server's
 *     limits do not help when the server, or the way to it, is frozen
 */
record Patience(
    Duration statement, Duration lock, Duration connection, Duration idle, Duration silence) {

  /** Somebody waits for the answer. What was lost on the way is given up within 15 s. */
  static final Patience REQUEST =
      of(
          Duration.ofSeconds(8),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5));

  /** A load or a freeze of a million rows, one at a time for each project. */
  static final Patience LONG =
      of(
          Duration.ofMinutes(15),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10));

  Patience {
    // The silence before a statement counts as well, for a connection is heard only when it
    // answers.
    if (silence.compareTo(statement.plus(idle)) <= 0) {
      throw new IllegalArgumentException("a statement that the server still allows would be cut");
    }
  }

  private static Patience of(
      Duration statement, Duration lock, Duration connection, Duration idle) {
    return new Patience(
        statement, lock, connection, idle, statement.plus(idle).plus(Duration.ofSeconds(2)));
  }
}
