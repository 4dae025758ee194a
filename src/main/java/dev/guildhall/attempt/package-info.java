/**
 * Taking a test: what a worker can qualify for, the clock, answers, marks, the decision, the grant,
 * the result, the pay.
 *
 * <p>Tables {@code attempt}, {@code attempt_item}, {@code attempt_decision} and {@code
 * accommodation}. PostgreSQL's clock is the only one. Whoever changes an attempt holds the lock of
 * its row; an answer holds it shared, so that nothing is written to an attempt that was sent.
 *
 * <p>Easy to get wrong: no answer to a worker holds anything of a key but through {@code Results}.
 * Answers that came late stand beside the answer and count by the test's rule. A level that was
 * granted is never taken back here.
 */
@NullMarked
package dev.guildhall.attempt;

import org.jspecify.annotations.NullMarked;
