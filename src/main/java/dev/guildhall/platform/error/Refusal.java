package dev.guildhall.platform.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused for a cause that the caller can know. The family is closed: what is not
 * one of these is a fault of ours and answers 500 with its detail in the log only. Expected, so
 * without a stack trace.
 *
 * <p>Answers that a caller has to choose between (nothing waits, not eligible) are sealed outcomes
 * of the service instead.
 */
public abstract sealed class Refusal extends RuntimeException {

  private final ErrorCode code;
  private final Map<String, Object> arguments;

  private Refusal(ErrorCode code, Map<String, Object> arguments) {
    super(code.wire() + (arguments.isEmpty() ? "" : " " + arguments), null, false, false);
    this.code = code;
    this.arguments = Map.copyOf(arguments);
  }

  public ErrorCode code() {
    return code;
  }

  /** Facts that the localised text names, such as {@code {limit}}. */
  public Map<String, Object> arguments() {
    return arguments;
  }

  /** Nobody, or nobody known, is asking: 401. */
  public static final class Unauthenticated extends Refusal {
    public Unauthenticated(ErrorCode code) {
      super(code, Map.of());
    }
  }

  /** The caller is known and may not: 403. */
  public static final class Forbidden extends Refusal {
    public Forbidden(ErrorCode code) {
      super(code, Map.of());
    }

    public Forbidden(ErrorCode code, Map<String, Object> arguments) {
      super(code, arguments);
    }
  }

  /** No such thing, or none that the caller may know of: 404. */
  public static final class NotFound extends Refusal {
    public NotFound(String what) {
      super(ErrorCode.NOT_FOUND, Map.of("what", what));
    }

    /**
     * The failure to tell those who asked for {@code what}, when what it belongs to could not be
     * had: to strangers it looks the same whether it exists or not. Other failures stay as they
     * are.
     */
    public static Throwable hiding(String what, Throwable failure) {
      return failure instanceof NotFound ? new NotFound(what) : failure;
    }
  }

  /** What is stored does not allow it now: 409 (412 and 428 for preconditions). */
  public static final class Conflict extends Refusal {
    private final transient @Nullable Object current;

    public Conflict(ErrorCode code) {
      this(code, Map.of(), null);
    }

    public Conflict(ErrorCode code, Map<String, Object> arguments) {
      this(code, arguments, null);
    }

    /** {@code current} is what is stored now, shown to the caller. */
    public Conflict(ErrorCode code, Map<String, Object> arguments, @Nullable Object current) {
      super(code, arguments);
      this.current = current;
    }

    public @Nullable Object current() {
      return current;
    }
  }

  /** Too much, too often: 429. */
  public static final class RateLimited extends Refusal {
    private final Duration retryAfter;

    public RateLimited(Duration retryAfter) {
      super(ErrorCode.RATE_LIMITED, Map.of("seconds", Math.max(1, retryAfter.toSeconds())));
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** The request itself is wrong, field by field: 400, 413, 415 or 422 by its code. */
  public static final class Invalid extends Refusal {
    private final transient List<FieldError> errors;

    public Invalid(ErrorCode code, List<FieldError> errors) {
      this(code, Map.of(), errors);
    }

    public Invalid(ErrorCode code, Map<String, Object> arguments, List<FieldError> errors) {
      super(code, arguments);
      this.errors = List.copyOf(errors);
    }

    public Invalid(ErrorCode code, Map<String, Object> arguments) {
      super(code, arguments);
      this.errors = List.of();
    }

    /** One field that breaks a rule the contract cannot express. */
    public static Invalid field(String pointer, String code, String detail) {
      return new Invalid(ErrorCode.INVALID, List.of(new FieldError(pointer, code, detail)));
    }

    public List<FieldError> errors() {
      return errors;
    }
  }

  /**
   * A store or a service does not answer, and the outcome of a write may be unknown; or there is no
   * room: 503 with Retry-After.
   */
  public static final class Unavailable extends Refusal {
    public Unavailable(ErrorCode code) {
      super(code, Map.of());
    }

    public Unavailable(String dependency) {
      super(ErrorCode.UNAVAILABLE, Map.of("dependency", dependency));
    }
  }
}
