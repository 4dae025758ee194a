/**
 * What a device does with a lease while somebody works under it: say that they are there.
 *
 * <p>An accepted lease is a promise: nothing here makes one shorter. Whether one is over is judged
 * by PostgreSQL's clock alone, in the statement that acts on it.
 *
 * <p>Tables: heartbeat.
 */
@NullMarked
package dev.guildhall.lease;

import org.jspecify.annotations.NullMarked;
