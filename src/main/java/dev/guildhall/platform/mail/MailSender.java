package dev.guildhall.platform.mail;

import io.vertx.core.Future;

/**
 * Where mail goes: an SMTP server, or nowhere in the demo, whose mailbox page shows the stored
 * messages.
 */
@FunctionalInterface
public interface MailSender {

  /** Hands the message over; may be called twice for one message after a crash. */
  Future<Void> send(Mail mail);
}
