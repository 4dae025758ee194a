package dev.guildhall.platform.mail;

import java.time.Instant;

/** A message as the mailbox shows it. */
public record StoredMail(Mail mail, Instant createdAt) {}
