package dev.guildhall.fault;

import java.util.function.Predicate;

/**
 * A cut at one message.
 *
 * @param at which message
 * @param moment whether it still arrives
 * @param cut how the connection ends
 */
public record Aim(Predicate<Message> at, Moment moment, Cut cut) {

  /** When a connection is cut, seen from the message. */
  public enum Moment {
    BEFORE,
    /** When half of its bytes have gone. */
    INSIDE,
    AFTER
  }

  /** The answer that a transaction is committed: by then it is. */
  public static Predicate<Message> commitReply() {
    return message ->
        message.direction() == Direction.TO_CLIENT
            && message.name().equals("CommandComplete")
            && message.detail().equals("COMMIT");
  }

  /** The request to commit, which PostgreSQL has not heard yet. */
  public static Predicate<Message> commitRequest() {
    return message ->
        message.direction() == Direction.TO_SERVER
            && message.name().equals("Query")
            && message.detail().equals("COMMIT");
  }

  /** The answer of a script: by then it has run. */
  public static Predicate<Message> scriptReply() {
    return message ->
        message.direction() == Direction.TO_CLIENT && message.name().equals("EVALSHA");
  }

  /** The request to run a script. */
  public static Predicate<Message> scriptRequest() {
    return message ->
        message.direction() == Direction.TO_SERVER && message.name().equals("EVALSHA");
  }
}
