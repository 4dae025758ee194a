package dev.guildhall.platform.mail;

import java.util.UUID;

/**
 * A message that is being sent.
 *
 * @param attempts how many began, this one among them
 */
record QueuedMail(UUID id, Mail mail, int attempts) {}
