package dev.guildhall.nemesis;

/**
 * A promise that was broken.
 *
 * @param subject the id of what it is about
 */
public record Violation(Rule rule, String subject, String found) {}
