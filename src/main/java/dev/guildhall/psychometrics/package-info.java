/**
 * Estimates of items, people and reviewers: numerics on flat arrays, without tables, clocks or I/O.
 *
 * <p>Abilities, difficulties and severities are in logits. Everything here is deterministic: what
 * is drawn is drawn from a seed that the caller gives.
 */
@NullMarked
package dev.guildhall.psychometrics;

import org.jspecify.annotations.NullMarked;
