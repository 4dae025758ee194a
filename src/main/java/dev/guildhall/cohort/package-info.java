/**
 * Simulated cohorts of candidates and reviewers: how well tests and gradings tell people apart,
 * where the truth is known. Everything follows from a seed; no store is used.
 *
 * <p>People follow the models that they are measured by (two-parameter logistic, many-facet Rasch),
 * so the figures say how well the methods work when their assumptions hold; reviewers who break
 * them (too lenient, at random) are planted.
 */
@NullMarked
package dev.guildhall.cohort;

import org.jspecify.annotations.NullMarked;
