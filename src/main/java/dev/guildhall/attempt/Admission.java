package dev.guildhall.attempt;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.Grant;
import dev.guildhall.qualification.Qualification;
import dev.guildhall.qualification.QualificationId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Whether a worker may begin a test now. */
sealed interface Admission {

  /** Why not. */
  enum Reason {
    WAITING_TIME,
    NO_ATTEMPTS_LEFT,
    PREREQUISITES,
    HELD,
    OWN_ORGANISATION,
    NOT_FUNDED,
    IN_GRADING,
    NO_TEST;

    @JsonValue
    String wire() {
      return Sql.wire(this);
    }
  }

  /** It may be begun. */
  record Possible() implements Admission {}

  /** One is open: that goes on. */
  record Open(AttemptId attempt) implements Admission {}

  /**
   * It may not.
   *
   * @param from when it may, if nothing else is in its way; null: not by waiting
   */
  record Not(Reason reason, @Nullable Instant from) implements Admission {}

  /**
   * A worker's record at a test.
   *
   * @param made attempts within one year, voided ones not among them
   * @param oldest of these
   * @param retryFrom as the attempts so far say; null: no wait
   * @param open the attempt that is open; null: none
   * @param waits whether one waits for its marks
   * @param member whether they belong to the organisation
   */
  record Standing(
      int made,
      @Nullable Instant oldest,
      @Nullable Instant retryFrom,
      @Nullable AttemptId open,
      boolean waits,
      boolean member) {
    static final Standing NONE = new Standing(0, null, null, null, false, false);
  }

  /**
   * What is asked.
   *
   * @param test null: there is none
   * @param held what the worker holds or held of the qualification and its prerequisites
   * @param funded whether the organisation can pay for an attempt
   */
  record Question(
      Qualification qualification,
      @Nullable TestVersion test,
      Standing standing,
      Map<QualificationId, Grant> held,
      boolean funded,
      Instant now) {}

  /** Decides. What waiting does not help stands before what it does. */
  static Admission of(Question question) {
    var standing = question.standing();
    var test = question.test();
    if (standing.open() != null) {
      return new Open(standing.open());
    }
    if (test == null) {
      return new Not(Reason.NO_TEST, null);
    }
    if (standing.member()) {
      return new Not(Reason.OWN_ORGANISATION, null);
    }
    if (standing.waits()) {
      return new Not(Reason.IN_GRADING, null);
    }
    var plan = test.plan();
    var renewable = renewable(question, plan);
    if (renewable.isPresent()) {
      return renewable.get();
    }
    if (!lacking(plan, question.held(), question.now()).isEmpty()) {
      return new Not(Reason.PREREQUISITES, null);
    }
    if (left(plan, standing).orElse(1) == 0) {
      return new Not(Reason.NO_ATTEMPTS_LEFT, aYearAfter(standing.oldest()));
    }
    if (standing.retryFrom() != null && standing.retryFrom().isAfter(question.now())) {
      return new Not(Reason.WAITING_TIME, standing.retryFrom());
    }
    return question.funded() ? new Possible() : new Not(Reason.NOT_FUNDED, null);
  }

  /** Who holds the highest level waits until it can be renewed. */
  private static Optional<Admission> renewable(Question question, TestPlan plan) {
    var grant = question.held().get(question.qualification().id());
    if (grant == null || !grant.isHeld(question.now()) || grant.level() < plan.highestLevel()) {
      return Optional.empty();
    }
    var from = renewableFrom(question.qualification(), grant);
    return from != null && !from.isAfter(question.now())
        ? Optional.empty()
        : Optional.of(new Not(Reason.HELD, from));
  }

  /** When the test may be taken again to keep the level; null: it does not expire. */
  static @Nullable Instant renewableFrom(Qualification qualification, Grant grant) {
    var expires = grant.expiresAt();
    var days = qualification.renewDays();
    return expires == null || days == null ? expires : expires.minus(Duration.ofDays(days));
  }

  /** The prerequisites that are not met. */
  static List<TestPlan.Prerequisite> lacking(
      TestPlan plan, Map<QualificationId, Grant> held, Instant now) {
    return plan.prerequisites().stream()
        .filter(
            needed -> {
              var grant = held.get(needed.qualificationId());
              return grant == null || !grant.isHeld(now) || grant.level() < needed.least();
            })
        .toList();
  }

  /** How many attempts are left this year; empty: any number. */
  static OptionalInt left(TestPlan plan, Standing standing) {
    return plan.maxAttempts() == null
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(0, plan.maxAttempts() - standing.made()));
  }

  private static @Nullable Instant aYearAfter(@Nullable Instant oldest) {
    return oldest == null ? null : oldest.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
  }
}
