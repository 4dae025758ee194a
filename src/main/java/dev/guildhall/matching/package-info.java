/**
 * Who should do which work: the ranking of what is open to a worker, offers of what is scarce, the
 * feed, and the estimate a requester sees before launch. Who may is for {@code eligibility} to say.
 *
 * <p>Each node holds the live pools in memory ({@link dev.guildhall.matching.PoolIndex}) and reads
 * again those of which the log tells that they changed, so that neither the feed nor a claim asks
 * PostgreSQL what is live. It also keeps the queue's windows loaded ({@link
 * dev.guildhall.matching.QueueLoadJob}).
 *
 * <p>Own tables: {@code ranking_policy} and {@code ranking_default}, the weights of the ranking in
 * versions, and {@code ranking_decision}, what some claims had to choose from.
 */
@NullMarked
package dev.guildhall.matching;

import org.jspecify.annotations.NullMarked;
