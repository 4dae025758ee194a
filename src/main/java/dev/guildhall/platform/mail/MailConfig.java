package dev.guildhall.platform.mail;

import dev.guildhall.platform.config.Secret;

/**
 * How mail is sent.
 *
 * @param host empty: nothing is sent, messages stay in the mailbox table
 * @param from the sender's address
 */
public record MailConfig(
    String host, int port, String user, Secret password, boolean tls, String from) {}
