/** Programs of the machine, started as processes. */
@NullMarked
package dev.guildhall.platform.process;

import org.jspecify.annotations.NullMarked;
