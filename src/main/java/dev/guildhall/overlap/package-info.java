/**
 * When a task has answers enough: rules that decide from the answers so far whether it is settled
 * or wants one more. They are pure, know no tables, and see counts of answers, never their order.
 *
 * <p>What follows from a decision is done by {@code settling}; {@code project} lets requesters
 * choose a rule.
 */
@NullMarked
package dev.guildhall.overlap;

import org.jspecify.annotations.NullMarked;
