/**
 * What every feature stands on. No business word appears here. {@link
 * dev.guildhall.platform.Platform} is the set of parts that a feature's module is wired with.
 */
@NullMarked
package dev.guildhall.platform;

import org.jspecify.annotations.NullMarked;
