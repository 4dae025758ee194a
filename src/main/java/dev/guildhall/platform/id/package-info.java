/** Typed ids over UUIDv7, written with a prefix. */
@NullMarked
package dev.guildhall.platform.id;

import org.jspecify.annotations.NullMarked;
