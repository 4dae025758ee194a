/** Micrometer metrics and the management port. */
@NullMarked
package dev.guildhall.platform.metrics;

import org.jspecify.annotations.NullMarked;
