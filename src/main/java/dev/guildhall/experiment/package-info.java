/**
 * Comparing variants on real use. A unit, such as a worker, falls into an arm by a draw under the
 * server's secret, so that it stays there on every node and nobody can choose; what it was under is
 * logged before it has an effect.
 *
 * <p>Tables {@code experiment} and {@code exposure}.
 */
@NullMarked
package dev.guildhall.experiment;

import org.jspecify.annotations.NullMarked;
