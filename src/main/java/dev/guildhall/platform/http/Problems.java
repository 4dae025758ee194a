package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Database;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become problem documents (RFC 9457). */
public final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final String BUNDLE = "messages.problems";
  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private Problems() {}

  /** A problem document as it is written. */
  public record Problem(
      String type,
      String title,
      int status,
      @Nullable String detail,
      String code,
      String requestId,
      boolean retryable,
      @Nullable List<FieldError> errors,
      @Nullable Object current) {

    /** Whether the request was refused before its body was read to the end. */
    boolean bodyUnread() {
      return status == 413 || status == 408;
    }
  }

  /**
   * The document for {@code failure}. What is not a refusal is logged and told as an internal
   * error.
   */
  public static Problem of(Throwable failure, String requestId, Locale locale) {
    return switch (Database.translated(failure)) {
      case Refusal refusal -> ofRefusal(refusal, requestId, locale);
      case PgException e when isBadData(e) ->
          ofRefusal(new Refusal.Invalid(ErrorCode.INVALID, Map.of()), requestId, locale);
      default -> {
        log.atError()
            .addKeyValue("request_id", requestId)
            .setCause(failure)
            .log("a request failed for a cause of ours");
        yield problem(ErrorCode.INTERNAL, Map.of(), List.of(), null, requestId, locale);
      }
    };
  }

  private static Problem ofRefusal(Refusal refusal, String requestId, Locale locale) {
    var errors =
        refusal instanceof Refusal.Invalid invalid ? invalid.errors() : List.<FieldError>of();
    var current = refusal instanceof Refusal.Conflict conflict ? conflict.current() : null;
    return problem(refusal.code(), refusal.arguments(), errors, current, requestId, locale);
  }

  /** Class 22 of SQLSTATE: a value that the contract let through and PostgreSQL cannot hold. */
  private static boolean isBadData(PgException e) {
    return e.getSqlState() != null && e.getSqlState().startsWith("22");
  }

  private static Problem problem(
      ErrorCode code,
      Map<String, Object> arguments,
      List<FieldError> errors,
      @Nullable Object current,
      String requestId,
      Locale locale) {
    var texts = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
    return new Problem(
        "/docs/problems#" + code.wire(),
        filled(text(texts, code.wire() + ".title"), arguments),
        code.status(),
        filled(text(texts, code.wire() + ".detail"), arguments),
        code.wire(),
        requestId,
        code.retryable(),
        errors.isEmpty() ? null : errors,
        current);
  }

  private static String text(ResourceBundle texts, String key) {
    try {
      return texts.getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("the problem catalogue lacks " + key, e);
    }
  }

  private static String filled(String text, Map<String, Object> arguments) {
    String filled = text;
    for (var argument : arguments.entrySet()) {
      filled = filled.replace('{' + argument.getKey() + '}', String.valueOf(argument.getValue()));
    }
    return filled.replaceAll(" ?\\{[a-z_]+}", "");
  }
}
