/**
 * Background work: what every node repeats, and durable jobs enqueued in the caller's transaction.
 */
@NullMarked
package dev.guildhall.platform.job;

import org.jspecify.annotations.NullMarked;
