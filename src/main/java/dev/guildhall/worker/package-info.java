/** The person who works: profile and earnings. */
@NullMarked
package dev.guildhall.worker;

import org.jspecify.annotations.NullMarked;
