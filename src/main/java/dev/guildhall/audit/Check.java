package dev.guildhall.audit;

import dev.guildhall.platform.sql.Sql;

/**
 * One rule that can be examined by one statement.
 *
 * @param id stable, in the words of the operators' guide
 * @param sense when a row of the statement is a violation
 * @param wrong answers with rows of {@code subject, found, expected}, at most {@code #{limit}}
 */
record Check(String id, Sense sense, Sql wrong) {

  /** When what was found is a violation. */
  enum Sense {
    /** At once: no transaction ever leaves it so. */
    NEVER,
    /** When it stays: background work mends it within seconds, while a node runs. */
    PASSING
  }

  static Check never(String id, String wrong) {
    return new Check(id, Sense.NEVER, Sql.of(wrong));
  }

  static Check passing(String id, String wrong) {
    return new Check(id, Sense.PASSING, Sql.of(wrong));
  }
}
