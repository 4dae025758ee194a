/**
 * The event log: append-only rows written in the transaction of the change, an outbox that delivers
 * them, and a hash chain over them.
 */
@NullMarked
package dev.guildhall.platform.event;

import org.jspecify.annotations.NullMarked;
