package dev.guildhall.platform.mail;

import java.util.UUID;

/** A message that waits to be sent. */
record QueuedMail(UUID id, Mail mail, int attempts) {}
