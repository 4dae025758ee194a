/**
 * A requester's calling back of tasks: nobody starts them any more, whoever is at work on one is
 * paid for the time spent, and what was sent already goes on to its verdict.
 *
 * <p>Easy to get wrong:
 *
 * <ul>
 *   <li>Whether somebody is at work is read twice: before the tasks are locked, to take the locks
 *       in the house's order, and again under them, for a claim may have come in between. Only the
 *       second reading locks out of order, and only what was claimed in that moment.
 *   <li>The time is measured under the locks, by PostgreSQL's clock, and written down with what
 *       says so: a payment can be computed again from {@code cancellation}.
 *   <li>A requester who called back a task of which something is accepted has a cancelled task with
 *       an accepted answer. Both are true.
 * </ul>
 *
 * <p>It has no tables of its own; {@code assignment} writes {@code cancellation}. It reads
 * heartbeat, draft and submission for the time that was spent.
 */
@NullMarked
package dev.guildhall.recall;

import org.jspecify.annotations.NullMarked;
