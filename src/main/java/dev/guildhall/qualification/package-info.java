/**
 * Qualifications: named, perhaps expiring proofs of skill, which an organisation defines and grants
 * to workers, and which projects require.
 *
 * <p>Tables {@code qualification} and {@code qualification_grant}. A grant is a fact about a
 * worker: each change appends an event whose subject is the worker, so that every node hears of it.
 */
@NullMarked
package dev.guildhall.qualification;

import org.jspecify.annotations.NullMarked;
