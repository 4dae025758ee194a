/**
 * Examines whether the record keeps its promises. Every rule is a {@link
 * dev.guildhall.audit.Check}: a statement that finds what breaks it, or, where SQL is not enough, a
 * workflow. The rules are listed by package in {@code TaskChecks}, {@code AssignmentChecks}, {@code
 * WorkChecks}, {@code MoneyChecks}, {@code LogChecks} and {@code GuardChecks}; the operators' guide
 * explains them.
 *
 * <p>It may run against a market at work: it reads, one statement at a time, each under one
 * snapshot and with a limit to its time, and takes no lock that a write waits for. What is only in
 * motion, such as a timer that is due this moment, is looked at again before it is told. It repairs
 * nothing.
 *
 * <p>It reads the tables of every feature, so whoever changes what a table means looks here as
 * well.
 */
@NullMarked
package dev.guildhall.audit;

import org.jspecify.annotations.NullMarked;
