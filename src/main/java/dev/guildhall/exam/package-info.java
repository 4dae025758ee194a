/**
 * Tests of qualifications: their plans and versions, their publication, and the forms that are
 * drawn from the bank.
 *
 * <p>Table {@code test}. A version that was published is never changed. What a form is like, its
 * mean difficulty by section, is fixed by the publication, so that the forms of a version stay
 * equal while the bank goes on.
 */
@NullMarked
package dev.guildhall.exam;

import org.jspecify.annotations.NullMarked;
