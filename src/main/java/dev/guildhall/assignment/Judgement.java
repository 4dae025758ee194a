package dev.guildhall.assignment;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict to be given.
 *
 * @param person the account that decided; null for a rule or a timer
 * @param rule names what led to it, for the record: a review rule with its version, or {@code
 *     human}
 */
public record Judgement(
    UUID submission,
    Kind kind,
    @Nullable String reasonCode,
    @Nullable String text,
    @Nullable JsonObject fixedOutput,
    Decider decider,
    @Nullable UUID person,
    String rule) {

  /** What is said of the work. */
  public enum Kind {
    ACCEPT,
    ACCEPT_WITH_FIX,
    REVISE,
    SOFT_REJECT,
    REJECT
  }

  /** Who says it. */
  public enum Decider {
    RULE,
    TIMER,
    PERSON,
    APPEAL
  }

  /** An acceptance that no person gave. */
  public static Judgement accept(UUID submission, Decider decider, String rule) {
    return new Judgement(submission, Kind.ACCEPT, null, null, null, decider, null, rule);
  }
}
