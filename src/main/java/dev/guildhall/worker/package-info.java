/**
 * The person who works: profile, and what they earned.
 *
 * <p>An earning follows its submission: pending while it waits for a verdict, then held for a time,
 * then payable. The ledger holds the money; the row says where it stands, why, and until when, so
 * that a worker can follow each amount to the work behind it. Assignments and projects are known
 * here by their plain ids: they belong to later tiers.
 *
 * <p>Tables: worker, worker_language, earning.
 */
@NullMarked
package dev.guildhall.worker;

import org.jspecify.annotations.NullMarked;
