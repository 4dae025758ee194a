/**
 * What ties people's work and accounts together, and what shows that nobody thought: texts that are
 * nearly the same, answers that agree more than chance, identifiers that are shared, answers that
 * do not depend on what was asked. Numerics on flat arrays, without tables, clocks or I/O; the same
 * input always gives the same result.
 *
 * <p>Easy to get wrong: a tie is evidence, and nobody's guilt. People who are right agree, people
 * who live together share, and people who are given the same words use them. Every measure here is
 * against what honest people would do in the same place.
 */
@NullMarked
package dev.guildhall.forensics;

import org.jspecify.annotations.NullMarked;
