/**
 * Double entry: accounts, immutable transfers between them, two phases. Knows owners by their id
 * only, not what they are.
 *
 * <p>Invariants (checked by {@link dev.guildhall.ledger.LedgerCheck}): per currency everything adds
 * up to zero; a balance is the sum of its transfers; only outside accounts go below zero; a pending
 * transfer is resolved at most once.
 */
@NullMarked
package dev.guildhall.ledger;

import org.jspecify.annotations.NullMarked;
