/**
 * The event log: append-only rows written in the transaction of the change, an outbox that has one
 * node handle each, a feed that tells every node, and a hash chain over them.
 */
@NullMarked
package dev.guildhall.platform.event;

import org.jspecify.annotations.NullMarked;
