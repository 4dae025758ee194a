/** The program itself: command line, wiring and everything that may see all packages. */
@NullMarked
package dev.guildhall.app;

import org.jspecify.annotations.NullMarked;
