package dev.guildhall.platform.error;

import java.util.Locale;

/**
 * The catalogue of problem codes. The code is stable; its title and detail are texts in {@code
 * messages/problems*.properties} under {@code <code>.title} and {@code <code>.detail}, where {@code
 * {name}} stands for a fact of the refusal.
 */
public enum ErrorCode {
  // The request itself.
  INVALID(422),
  MALFORMED_JSON(400),
  MALFORMED_REQUEST(400),
  UNSUPPORTED_MEDIA_TYPE(415),
  BODY_TOO_LARGE(413),
  ADDRESS_TOO_LONG(414),
  HEADERS_TOO_LARGE(431),
  REQUEST_TIMEOUT(408),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  NOT_FOUND(404),
  RATE_LIMITED(429),
  UNAVAILABLE(503),
  OVERLOADED(503),
  INTERNAL(500),
  PRECONDITION_REQUIRED(428),
  PRECONDITION_FAILED(412),
  IDEMPOTENCY_KEY_REUSED(422),
  IDEMPOTENCY_KEY_BUSY(409),
  CURSOR_INVALID(400),
  CROSS_ORIGIN(403),

  // Who is asking.
  UNAUTHENTICATED(401),
  TOKEN_INVALID(401),
  TOKEN_EXPIRED(401),
  SESSION_ENDED(401),
  CREDENTIALS_WRONG(401),
  FORBIDDEN(403),
  SCOPE_MISSING(403),
  EMAIL_NOT_VERIFIED(403),
  ROLE_MISSING(403),
  MAIL_TOKEN_INVALID(422),
  PASSWORD_WEAK(422),
  LAST_OWNER(409),

  // What is ordered.
  PROJECT_STATE(409),
  PROJECT_FROZEN_FIELD(409),
  PROJECT_WITHOUT_TASKS(409),
  PROJECT_NOT_FINISHED(409),
  FUNDS_MISSING(409),
  BUDGET_TOO_SMALL(409),
  FUNDING_SOURCE_MISSING(403),
  AMOUNT_TOO_LARGE(409),
  TRANSFER_RESOLVED(409),
  LINES_INVALID(422),
  UPLOAD_TOO_LARGE(413),
  UPLOAD_EMPTY(422),
  UPLOAD_UNUSABLE(422),
  UPLOADS_BUSY(503),

  // The work.
  GUIDELINE_NOT_ACKNOWLEDGED(409),
  TOO_MANY_HELD(409),
  COOLING_DOWN(409),
  QUOTA_REACHED(409),
  NOT_ELIGIBLE(403),
  CLAIM_ID_TAKEN(409),
  SUBMISSION_ID_TAKEN(409),
  LEASE_LOST(409),
  ASSIGNMENT_STATE(409),
  OUTPUT_INVALID(422),
  DRAFT_CONFLICT(409),
  NO_EXTENSION_LEFT(409),
  NO_PAUSE_LEFT(409),
  PLACE_TAKEN(409),
  TASK_DONE(409),

  // Judgement.
  ALREADY_JUDGED(409),
  NOT_WAITING_FOR_VERDICT(409),
  REASON_REQUIRED(422),
  OWN_WORK(403),
  APPEAL_NOT_POSSIBLE(409),
  APPEAL_DECIDED(409),
  TOO_MANY_CHALLENGES(409),

  // Tests.
  KEY_IN_USE(409),
  TEST_STATE(409),
  TEST_NOT_SERVABLE(409),
  ATTEMPT_NOT_POSSIBLE(409),
  ATTEMPT_STATE(409),
  SECTION_LEFT(409),
  ANSWER_CONFLICT(409),

  // Grading.
  TOO_MANY_PAPERS(409),
  REVIEWER_PAUSED(409),
  GRADING_STATE(409),
  EFFECT_CHANGED(409),

  // Deliveries.
  NOTHING_TO_DELIVER(409),
  DELIVERY_NOT_READY(409);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The code as clients see it: {@code lease_lost}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the same request may succeed later without being changed. */
  public boolean retryable() {
    return status == 429 || status == 503 || status == 408 || this == IDEMPOTENCY_KEY_BUSY;
  }
}
