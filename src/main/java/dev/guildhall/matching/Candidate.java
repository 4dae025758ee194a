package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Predicate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a claim may look. */
public sealed interface Candidate {

  /**
   * These pools, best first; never empty.
   *
   * @param rank from which they were taken; empty when one project was asked for
   */
  record Open(List<Pool> pools, Optional<Rank> rank) implements Candidate {
    static Open only(Pool pool) {
      return new Open(List.of(pool), Optional.empty());
    }
  }

  /**
   * The one project asked for has a version of its guideline that the worker has not acknowledged.
   */
  record Unread(int version) implements Candidate {}

  /** The one project asked for is not open to the worker; what they fail of its requirements. */
  record Closed(Applicant applicant, List<Predicate> failing) implements Candidate {}

  /** All that the worker may do is offered to others until then, when lots are drawn again. */
  record Drawn(Instant until) implements Candidate {}

  /** Nothing is live that the worker may do. */
  record None() implements Candidate {}
}
