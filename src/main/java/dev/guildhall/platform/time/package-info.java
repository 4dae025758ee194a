/** Time as an input. */
@NullMarked
package dev.guildhall.platform.time;

import org.jspecify.annotations.NullMarked;
