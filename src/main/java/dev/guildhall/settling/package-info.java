/**
 * Whether a task has answers enough. It reads the log for answers that were sent or judged, asks
 * the project's rule, and lets the task want one more, or no more than it has.
 *
 * <p>Easy to get wrong:
 *
 * <ul>
 *   <li>A decision is made under the lock of its task, of the answers as they are then, not of what
 *       the log told: reading the log again decides nothing twice.
 *   <li>Work under way counts as an answer to come. While there is any, nothing is asked for.
 *   <li>A settled task wants what it has: {@code task.overlap} follows {@code task.live} down, by
 *       the statement that frees a slot, so that nobody is asked in between.
 *   <li>Tasks are locked before projects, for all of a batch.
 * </ul>
 *
 * <p>Tables: settling_progress. It writes {@code task.overlap}, {@code task.settled}, {@code
 * task.extra} and {@code task.state}.
 */
@NullMarked
package dev.guildhall.settling;

import org.jspecify.annotations.NullMarked;
