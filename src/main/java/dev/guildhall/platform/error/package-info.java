/** The few ways in which a request is refused, and the catalogue of problem codes. */
@NullMarked
package dev.guildhall.platform.error;

import org.jspecify.annotations.NullMarked;
