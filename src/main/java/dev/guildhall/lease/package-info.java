/**
 * What a device does with a lease while somebody works under it: say that they are there, stop its
 * clock for a while.
 *
 * <p>An accepted lease is a promise: nothing here makes one shorter. Whether one is over is judged
 * by PostgreSQL's clock alone, in the statement that acts on it.
 *
 * <p>Easy to get wrong: the time under a lease is not what has passed since {@code leased_at} while
 * a pause lasts. Its clock then stands at {@code pause_until}, and every statement that measures
 * reads {@code greatest(clock_timestamp(), pause_until)}.
 *
 * <p>Tables: heartbeat. It moves the lease of an assignment.
 */
@NullMarked
package dev.guildhall.lease;

import org.jspecify.annotations.NullMarked;
