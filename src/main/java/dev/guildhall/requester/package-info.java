/** The party that orders: its wallet. */
@NullMarked
package dev.guildhall.requester;

import org.jspecify.annotations.NullMarked;
