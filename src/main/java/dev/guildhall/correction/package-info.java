/**
 * Tests put right: appeals of single answers, decided by another person or by the clock, and
 * corrections of a key, an item or a reviewer's grades for everybody they touched.
 *
 * <p>Tables {@code attempt_appeal}, {@code correction} and {@code correction_attempt}. What an
 * appeal or a correction does to an attempt, its level and its papers is done by {@link
 * dev.guildhall.attempt.Attempts} and {@link dev.guildhall.grading.Papers}, which take nothing
 * back. Row locks are taken in the order item, appeal, paper, grading, attempt.
 *
 * <p>Easy to get wrong:
 *
 * <ul>
 *   <li>The cause itself (the other key, the item out, the gradings set aside) is one transaction
 *       with the correction; the attempts follow in steps of a durable job. Each step marks what it
 *       has done, so that a node that dies loses none and repeats none.
 *   <li>The effect is computed under the lock of what is corrected, and compared by its hash with
 *       what was previewed: the hash holds every attempt that changes, not only their number.
 *   <li>Attempts that are open, or not marked yet, are among those to be done: they may have been
 *       marked by the old key in the moment of the correction.
 * </ul>
 */
@NullMarked
package dev.guildhall.correction;

import org.jspecify.annotations.NullMarked;
