/**
 * Strict JSON: what is read is exactly one well-formed UTF-8 document within limits; what is
 * written is snake_case without nulls.
 */
@NullMarked
package dev.guildhall.platform.json;

import org.jspecify.annotations.NullMarked;
