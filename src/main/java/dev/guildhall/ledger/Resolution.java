package dev.guildhall.ledger;

import java.util.UUID;

/**
 * The end of a pending transfer.
 *
 * @param post true moves what was set aside, false gives it back
 */
public record Resolution(UUID pendingId, boolean post) {

  TransferPhase phase() {
    return post ? TransferPhase.POST : TransferPhase.VOID;
  }
}
