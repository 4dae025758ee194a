package dev.guildhall.push;

import io.vertx.core.Future;
import java.time.Duration;

/** Hands messages to push services. */
@FunctionalInterface
interface PushSender {

  /**
   * Hands a message over; may be called twice for one message after a crash.
   *
   * @param topic of several messages with it, a device that was away gets the last one
   * @param life how long the service keeps it for a device that is away
   */
  Future<Outcome> send(Subscription to, byte[] message, PushKind kind, String topic, Duration life);

  /** What became of a message. */
  sealed interface Outcome {

    record Taken() implements Outcome {}

    /** The device does not listen any more. */
    record Gone() implements Outcome {}

    /** The service will never take it. */
    record Refused(int status) implements Outcome {}

    /** The service wants to be asked again, not before that. */
    record Later(Duration pause) implements Outcome {}
  }
}
