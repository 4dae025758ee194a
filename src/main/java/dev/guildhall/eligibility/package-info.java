/**
 * Who may do which work. A project's requirements are compiled to predicates over what is known of
 * a worker; the index answers which of many pools are open to one, and every answer can be
 * explained predicate by predicate.
 *
 * <p>Facts about workers are kept on each node until an event about the worker says that one has
 * changed ({@link dev.guildhall.eligibility.FactsSource}); their tables belong to other features.
 * Own tables: {@code project_invitation}, {@code exclusion_group_member}.
 */
@NullMarked
package dev.guildhall.eligibility;

import org.jspecify.annotations.NullMarked;
