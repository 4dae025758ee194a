/**
 * A simulated market on a clock of its own: people with habits and true skill, work that drops in
 * batches, and the rules of {@code matching}, {@code eligibility} and {@code quality} between them,
 * the same code that a node runs. Compares ways to hand work out.
 *
 * <p>No store, no thread, no wall clock: a run is a function of its seed. Everything that chance
 * decides about a person or a batch is drawn from a stream of its own, so that two ways of handing
 * out are compared on the same people, hours, batches and answers (common random numbers).
 */
@NullMarked
package dev.guildhall.market;

import org.jspecify.annotations.NullMarked;
