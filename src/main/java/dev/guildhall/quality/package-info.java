/**
 * Measures work and the people who do it. What it learns is written down where others look for it:
 * the skill of workers into {@code skill_estimate}, which eligibility and ranking read.
 */
@NullMarked
package dev.guildhall.quality;

import org.jspecify.annotations.NullMarked;
