/** Amounts of money in micros of a currency. */
@NullMarked
package dev.guildhall.platform.money;

import org.jspecify.annotations.NullMarked;
