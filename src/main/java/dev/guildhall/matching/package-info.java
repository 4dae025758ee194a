/**
 * Who may do which work, and who should: eligibility, ranking, the feed, and the estimate a
 * requester sees before launch.
 *
 * <p>Each node holds the live pools in memory ({@link dev.guildhall.matching.PoolIndex}, refreshed
 * every second), so that neither the feed nor a claim asks PostgreSQL what is live. It also keeps
 * the queue's windows loaded ({@link dev.guildhall.matching.QueueLoadJob}).
 */
@NullMarked
package dev.guildhall.matching;

import org.jspecify.annotations.NullMarked;
