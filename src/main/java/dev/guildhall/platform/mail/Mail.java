package dev.guildhall.platform.mail;

/** A plain text message to one person. */
public record Mail(String recipient, String subject, String body) {}
