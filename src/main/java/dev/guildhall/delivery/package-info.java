/**
 * What a requester gets: progress and running results while the work goes on, and deliveries, which
 * are versioned data sets that stay the same to the byte.
 */
@NullMarked
package dev.guildhall.delivery;

import org.jspecify.annotations.NullMarked;
