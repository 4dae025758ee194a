package dev.guildhall.identity;

import java.util.Set;

/**
 * Whether two names are one person's.
 *
 * @param score 0 to 1, of no unit: larger is likelier
 * @param reasons what was found on the way; none of them when both are written alike
 */
record NameMatch(double score, Set<Reason> reasons) {

  private static final double MATCHES = 0.8;
  private static final double MAY_MATCH = 0.45;

  /** What to do with it. */
  enum Band {
    /** Nobody needs to look. */
    MATCH,
    /** A person looks at both. */
    PERHAPS,
    /** Another name. */
    DIFFERS
  }

  /** What is not as simple as the same words. */
  enum Reason {
    SURNAME_FIRST,
    /** Given names of the document that the profile leaves out. */
    GIVEN_NAMES_MISSING,
    /** One of several surnames, or all of them. */
    SURNAME_MISSING,
    /** Names that the document has not. */
    MORE_NAMES,
    /** After the father, which many documents leave out. */
    PATRONYMIC,
    INITIAL,
    /** The document's name ends where its place ends. */
    CUT,
    /** Another spelling of the same sounds. */
    SPELLING,
    /** One letter is another. */
    SLIP,
    /** Only consonants could be compared, for the script writes no others or few. */
    CONSONANTS,
    /** The issuer reads these characters in a way that they do not show. */
    READ_OTHERWISE
  }

  Band band() {
    if (score >= MATCHES) {
      return Band.MATCH;
    }
    return score >= MAY_MATCH ? Band.PERHAPS : Band.DIFFERS;
  }
}
