package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody grades for a qualification, as last estimated.
 *
 * @param displayName as the person is called
 * @param isMember whether they belong to the organisation of the qualification
 * @param graded papers that were sent, validity papers among them
 * @param measures null: not estimated yet
 * @param drift where the drift alarm stands; null: at its beginning
 * @param pause null: the queue goes on
 */
public record Reviewer(
    AccountId accountId,
    QualificationId qualificationId,
    String displayName,
    boolean isMember,
    int graded,
    int validityPapers,
    @Nullable Measures measures,
    @Nullable JsonObject drift,
    @Nullable Pause pause,
    @Nullable Instant estimatedAt) {

  /** The name of a member of the organisation; others are known to it by a pseudonym. */
  public String shownName(Secret secret) {
    return isMember
        ? displayName
        : Pseudonyms.of(secret, qualificationId.value()).of(accountId.value());
  }

  /**
   * What was estimated.
   *
   * @param kappa quadratic weighted kappa with known grades, with its 95 % interval; null: too few
   * @param severity in logits; above 0 is stricter than the panel
   * @param fairShift what an average reviewer gives more than this one, in grades, on a typical
   *     paper
   */
  public record Measures(
      @Nullable Double kappa,
      @Nullable Double kappaLow,
      @Nullable Double kappaHigh,
      @Nullable Double severity,
      @Nullable Double severityError,
      @Nullable Double fairShift,
      @Nullable Double infit,
      @Nullable Double outfit) {

    public static final Measures NONE =
        new Measures(null, null, null, null, null, null, null, null);

    private static final double NORMAL_97_5 = 1.959963984540054;

    /** The lower end of the interval of 95 % that holds the severity. */
    public @Nullable Double severityLow() {
      return severity == null || severityError == null
          ? null
          : severity - NORMAL_97_5 * severityError;
    }

    public @Nullable Double severityHigh() {
      return severity == null || severityError == null
          ? null
          : severity + NORMAL_97_5 * severityError;
    }
  }

  /**
   * Why the reviewer gets no papers; the contract's {@code ReviewerPause}.
   *
   * @param text the evidence, and what lets the queue go on
   */
  public record Pause(Instant since, PauseCause cause, String text) {}
}
