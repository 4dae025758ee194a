package dev.guildhall.ledger;

import java.util.UUID;

/**
 * The end of a pending transfer.
 *
 * @param pending the transfer as it was pended
 * @param post true moves what was set aside, false gives it back
 */
public record Resolution(Transfer pending, boolean post) {

  UUID pendingId() {
    return pending.id();
  }

  TransferPhase phase() {
    return post ? TransferPhase.POST : TransferPhase.VOID;
  }
}
