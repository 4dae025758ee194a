/**
 * The party that orders: its wallet. Money comes in from a funding source, is set aside for
 * projects, and what a project did not need comes back. The accounts are the ledger's; this package
 * owns no table.
 */
@NullMarked
package dev.guildhall.requester;

import org.jspecify.annotations.NullMarked;
